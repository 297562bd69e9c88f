"""More like this: segments like an excerpt; and the codings of a code that are least like its others."""

from collections.abc import Sequence
from html import escape
from uuid import UUID, uuid4

import streamlit as st

from coding import workbench
from coding.errors import CodingError
from coding.model import Code, Codebook, Project, Query
from coding.ui import code_tree, looks, session, telling
from coding.ui.words import _, language, number
from coding.workbench import Actor, Alike, NewCoding, Odd

AROUND = 120
REFUSED = "alike-refused"
SHOWN = 10
STYLE = """<style>
.al-quote { font-size: 1.0625rem; line-height: 1.6; white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; }
.al-asked { padding-left: .8rem; border-left: 4px solid color-mix(in srgb, currentColor 30%, transparent); }
.al-around { opacity: .75; }
.al-where { font-size: .875rem; opacity: .75; }
</style>"""


def show(actor: Actor, project: Project, book: Codebook, names: dict[str, UUID], layers: Sequence[UUID]) -> None:
    """What is like the excerpt in the address; without one, what is odd about a code.

    `layers` are the coders whose codings are looked at; empty where nothing was learned from anybody.
    """
    st.html(STYLE)
    asked = _asked(names)
    if asked is None:
        _odd(actor, project, book, layers)
    else:
        _alike(actor, project, book, *asked, {source: name for name, source in names.items()})


def query(project: Project, source: str, start: int, end: int, code: str) -> dict[str, str]:
    """The address of what is like an excerpt, as a page link takes it."""
    place = {"source": source, "at": str(start), "end": str(end), "code": code}
    return {"project": str(project.id), "view": "alike", **place}


def _asked(names: dict[str, UUID]) -> tuple[UUID, int, int] | None:
    """The excerpt in the address."""
    given = st.query_params
    source, start, end = names.get(given.get("source", "")), given.get("at", ""), given.get("end", "")
    if source is None or not start.isdecimal() or not end.isdecimal() or int(start) >= int(end):
        return None
    return source, int(start), int(end)


def _untrained() -> None:
    st.text(_("Train the classifier first: from it, Simpul knows which words mean something alike."))


# -- more like this -------------------------------------------------------------------------------


def _alike(
    actor: Actor, project: Project, book: Codebook, source: UUID, start: int, end: int, names: dict[UUID, str]
) -> None:
    text = workbench.load_source(actor, project.id, source).text
    code = book.find(st.query_params.get("code", ""))
    looks.label(_("Segments like this excerpt, not coded by you yet"))
    st.html(f'<p class="al-quote al-asked">{escape(text[start:end])}</p>')
    st.html(f'<div class="al-where">{escape(names[source])}{" · " + _code(code, book) if code else ""}</div>')
    if st.button(_("The least typical codings instead"), icon=":material/arrow_back:", type="tertiary"):
        for name in ("source", "at", "end"):
            st.query_params.pop(name, None)
        st.rerun()
    passed = _passed(source, start, code)
    # Those passed over are among the nearest: behind them come the next.
    found = workbench.alike(actor, project.id, source, start, end, most=SHOWN + len(passed))
    if found is None:
        _untrained()
        return
    left = [one for one in found if (one.source, one.start) not in passed][:SHOWN]
    if not left:
        st.text(_("Nothing else is like it: every segment with these words is coded, or you passed it over."))
    for one in left:
        _segment(actor, project, code, one, names.get(one.source, "?"), passed)


def _passed(source: UUID, start: int, code: Code | None) -> set[tuple[UUID, int]]:
    """Where the segments begin that the person passed over for this excerpt and this code."""
    all_passed: dict[tuple[UUID, int, UUID | None], set[tuple[UUID, int]]]
    all_passed = st.session_state.setdefault(REFUSED, {})
    return all_passed.setdefault((source, start, code.id if code else None), set())


def _segment(
    actor: Actor, project: Project, code: Code | None, one: Alike, name: str, passed: set[tuple[UUID, int]]
) -> None:
    with st.container(border=True, gap="small"):
        st.html(_in_context(workbench.load_source(actor, project.id, one.source).text, one.start, one.end))
        where = " · ".join(filter(None, [name, one.speaker if one.speaker != name else ""]))
        st.html(f'<div class="al-where">{escape(where)}</div>')
        with st.container(horizontal=True, vertical_alignment="center"):
            here = f"{one.source}-{one.start}"
            if code and code.codable and session.may("code"):
                told = _("Code as {code}").format(code=code.key)
                if st.button(told, icon=":material/check:", key=f"alike-code-{here}"):
                    _give(actor, project, code, one)
                if st.button(_("Not this one"), icon=":material/close:", key=f"alike-not-{here}"):
                    passed.add((one.source, one.start))
                    st.rerun()
            _open(project, name, one.start)


def _in_context(text: str, start: int, end: int) -> str:
    """Words with a little of what stands around them, cut between words."""
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    if start > AROUND:
        before = before.partition(" ")[2]
    if end + AROUND < len(text):
        after = after.rpartition(" ")[0]
    return (
        f'<p class="al-quote"><span class="al-around">{escape(before)}</span>{escape(text[start:end])}'
        f'<span class="al-around">{escape(after)}</span></p>'
    )


def _give(actor: Actor, project: Project, code: Code, one: Alike) -> None:
    try:
        workbench.code(actor, project.id, one.source, [NewCoding(code.id, one.start, one.end, uuid4())])
    except CodingError as problem:
        telling.show(problem)
    else:
        st.rerun()


# -- least typical --------------------------------------------------------------------------------


def _odd(actor: Actor, project: Project, book: Codebook, layers: Sequence[UUID]) -> None:
    looks.label(_("The codings least like the others of their code: a mistake, or a finding"))
    # Of the same codings that are looked at: those learned from, else one's own, where there are some.
    mine = workbench.tally_excerpts(actor, project.id, Query(coders=tuple(layers or (actor.id,)))).by_code
    counts = mine or workbench.code_counts(actor, project.id)
    codes = [one for one in book.codable() if counts.get(one.id)]
    if not codes:
        session.empty(_("Nothing is coded yet. Code a few segments first."), _("Code"), "tagging")
        return
    keys = [one.key for one in codes]
    asked = st.query_params.get("code")
    code = st.selectbox(
        _("Code"),
        codes,
        keys.index(asked) if asked in keys else 0,
        format_func=lambda one: f"{one.key} {one.label(language(), book.language)}",
        width=340,
        key="odd-code",
    )
    st.query_params["code"] = code.key
    found = workbench.odd(actor, project.id, code.id, layers=layers or None)
    if found is None:
        _untrained()
        return
    if not found:
        st.text(_("With fewer than three codings nothing is unusual yet."))
    for one in found:
        _coding(actor, project, book, one)


def _coding(actor: Actor, project: Project, book: Codebook, one: Odd) -> None:
    excerpt = one.excerpt
    coding = excerpt.coding
    with st.container(border=True, gap="small"):
        text, start = f"{excerpt.before}{coding.quote}{excerpt.after}", len(excerpt.before)
        st.html(_in_context(text, start, start + len(coding.quote)))
        at = _("line {n}").format(n=number(coding.line_start))
        st.html(f'<div class="al-where">{escape(f"{excerpt.source_name}, {at} · {excerpt.coder_name}")}</div>')
        nearer = book.find(one.nearer) if one.nearer else None
        if nearer:
            told = _("More like the codings of {code}")
            st.html(f"<div>{escape(told).format(code=_code(nearer, book))}</div>")
        with st.container(horizontal=True, vertical_alignment="center"):
            mine = session.may("code") and coding.coder == actor.id
            if mine and st.button(_("Take the code off"), icon=":material/delete:", key=f"odd-off-{coding.id}"):
                _take_off(actor, project, coding.id)
            if st.button(_("More like this"), icon=":material/search:", type="tertiary", key=f"odd-like-{coding.id}"):
                st.query_params.from_dict(
                    query(project, excerpt.source_name, coding.start, coding.end, excerpt.code_key)
                )
                st.rerun()
            _open(project, excerpt.source_name, coding.start)


def _take_off(actor: Actor, project: Project, coding: UUID) -> None:
    try:
        workbench.uncode(actor, project.id, [coding])
    except CodingError as problem:
        telling.show(problem)
    else:
        st.rerun()


def _code(code: Code, book: Codebook) -> str:
    sign = f'<span class="lk-chip" style="--lk:{code_tree.colour(code)}">{escape(code.sign or code.key)}</span>'
    return f"{sign} {escape(code.label(language(), book.language))}"


def _open(project: Project, name: str, at: int) -> None:
    st.page_link(
        "pages/tagging.py",
        label=_("Open in the text"),
        icon=":material/arrow_forward:",
        query_params={"project": str(project.id), "source": name, "at": str(at)},
    )
