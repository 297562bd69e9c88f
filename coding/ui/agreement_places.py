"""Where coders differ, one place after the other: side by side, with a key for each decision."""

from html import escape
from itertools import pairwise
from uuid import UUID, uuid4

import streamlit as st

from coding import workbench
from coding.agreement.kinds import KINDS, Kind
from coding.agreement.material import CodeThen, Place, SourceThen
from coding.errors import CodingError, Conflict
from coding.model import Adjudication, Choice, Codebook, Project, Source
from coding.ui import agreement_matrix as matrix
from coding.ui import agreement_words as words
from coding.ui import focus, session, telling
from coding.ui.code_changes import FIELD_NAMES
from coding.ui.words import _, language, ngettext, number, plain
from coding.workbench import Actor, NewCoding
from coding.workbench.adjudicating import Standing, adjudicate, overruled, queue, standings, take_agreed
from coding.workbench.agreement import Comparison

AT, ROW, COLUMN, CODE = "at", "row", "column", "code"
SEEN, NEW = "agreement-seen", "agreement-new-at"
AROUND = 160
KEYS: dict[Choice, tuple[str, str]] = {
    "first": ("A", "counter_1"),
    "second": ("B", "counter_2"),
    "both": ("S", "call_split"),
    "unresolved": ("U", "help"),
}


def show(actor: Actor, project: Project, book: Codebook, found: Comparison, before: Comparison | None = None) -> None:
    """The kinds of differences, those of the measurement `before`, and the place that is to be decided next."""
    st.html(_kinds(found, before))
    _agreed(actor, project, found)
    places = _narrowed(found)
    if not places:
        st.text(_("No place differs here."))
        return
    at = _here(found, places)
    _ways(found, places, at)
    place = places[at]
    source = found.material.sources[place.source]
    decided = found.decided.get(place.about)
    if st.session_state.get(SEEN, ("", 0))[0] != _named(place) or session.just_arrived():
        # The decision on screen: one that came in since is nothing this person has seen.
        st.session_state[SEEN] = (_named(place), decided.version if decided else 0)
    with st.container(border=True, key="agreement-place"):
        _place(actor, project, book, found, place, source, decided)
        if session.may("adjudicate"):
            _decide(actor, project, book, found, place, source, places, at)
    _overruled(actor, project, found)


def _kinds(found: Comparison, before: Comparison | None) -> str:
    """How many of each kind, how many there were before, how many are decided, and what usually helps."""
    earlier = {one.kind: one.many for one in standings(before)} if before else {}
    heads = (_("Kind"), *([_("Before")] if before else []), _("Places"), _("Decided"), _("Unresolved"))
    heads = (*heads, _("What usually helps"))
    there = {one.kind: one for one in standings(found)}
    rows = []
    for kind in KINDS:
        one = there.get(kind, Standing(kind, 0, 0, 0))
        if not one.many and not earlier.get(kind):
            continue
        title, helps = words.KINDS[kind]
        was = [number(earlier.get(kind, 0))] if before else []
        cells = (*was, number(one.many), number(one.decided), number(one.unresolved))
        numbers = "".join(f'<td class="ag-num">{each}</td>' for each in cells)
        rows.append(
            f'<tr><th scope="row">{escape(_(title))}</th>{numbers}<td class="ag-faint">{escape(_(helps))}</td></tr>'
        )
    shape = ("", *[' class="ag-num"'] * (len(heads) - 2), "")
    head = "".join(f'<th scope="col"{how}>{escape(one)}</th>' for one, how in zip(heads, shape, strict=True))
    return f'<div class="lk-scroll"><table class="ag-table"><tr>{head}</tr>{"".join(rows)}</table></div>'


def _agreed(actor: Actor, project: Project, found: Comparison) -> None:
    if not session.may("adjudicate"):
        return
    if st.button(_("Take over what all gave alike"), icon=":material/library_add_check:", key="agreement-take"):
        try:
            many = take_agreed(actor, project.id, found.agreement.id)
        except CodingError as problem:
            telling.show(problem)
            return
        told = ngettext("{n} coding went into the agreed layer", "{n} codings went into the agreed layer", many)
        st.toast(plain(told.format(n=number(many))), icon=":material/check:")


# -- which place ----------------------------------------------------------------------------------


def _narrowed(found: Comparison) -> list[Place]:
    """The queue, or of it a kind, a code, a cell of the matrix, what is not decided."""
    material = found.material
    places = queue(found)
    row, column, code = (st.query_params.get(name, "") for name in (ROW, COLUMN, CODE))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        there = [kind for kind in KINDS if any(one.difference.kind == kind for one in places)]
        kinds: list[Kind] = st.multiselect(
            _("Kinds"),
            there,
            format_func=lambda one: _(words.KINDS[one][0]),
            placeholder=_("All"),
            key="agreement-kinds",
        )
        waiting = st.toggle(_("Only what is not decided"), key="agreement-waiting")
        cell = f"{row} × {column}" if row or column else code
        if cell and st.button(_("Show all, not only {what}").format(what=plain(cell)), key="agreement-all"):
            for name in (ROW, COLUMN, CODE, AT):
                st.query_params.pop(name, None)
            st.rerun()
    if kinds:
        places = [one for one in places if one.difference.kind in kinds]
    if row or column:
        counted = matrix.places(found, row, column)
        places = [one for one in places if (one.source, one.difference.start, one.difference.end) in counted]
    if code:
        places = [one for one in places if code in {matrix.key(material, each) for each in one.difference.codes}]
    return [one for one in places if one.about not in found.decided] if waiting else places


def _here(found: Comparison, places: list[Place]) -> int:
    """The place the address names, else the first that nobody decided."""
    asked = st.query_params.get(AT, "")
    names = [_named(one) for one in places]
    if asked in names:
        return names.index(asked)
    return next((at for at, one in enumerate(places) if one.about not in found.decided), 0)


def _named(place: Place) -> str:
    """A place in the address."""
    return min(str(one) for one in place.about) + "".join(map(str, place.pair))


def _ways(found: Comparison, places: list[Place], at: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="agreement-ways"):
        back = st.button(_("Back"), icon=":material/arrow_back:", shortcut="K", disabled=at == 0)
        ahead = st.button(_("On"), icon=":material/arrow_forward:", shortcut="J", disabled=at == len(places) - 1)
        st.text(_("{n} of {all}").format(n=number(at + 1), all=number(len(places))), width="content")
    if back or ahead:
        st.query_params[AT] = _named(places[at - 1 if back else at + 1])
        st.rerun()


# -- one place ------------------------------------------------------------------------------------


def _place(
    actor: Actor,
    project: Project,
    book: Codebook,
    found: Comparison,
    place: Place,
    source: SourceThen,
    decided: Adjudication | None,
) -> None:
    one = place.difference
    title = _(words.KINDS[one.kind][0])
    told = ""
    if one.kind == "boundary":
        told = _("begins {before}, ends {after} characters later").format(
            before=number(one.before), after=number(one.after)
        )
    facts = [f"<b>{escape(title)}</b>", escape(source.name), escape(told)]
    if decided is not None:
        facts.append(f"<b>{escape(_said(found, decided))}</b>")
        facts.append(escape(decided.reason))
    st.html(f'<div class="ag-facts">{"".join(f"<span>{each}</span>" for each in facts if each)}</div>')
    if source.name in found.stale:
        st.caption(_("This text was coded or corrected further since it was measured; here it is as it was."))
    text = _text(actor, project, source)
    if text is None:
        st.text(_("The text itself is another one now: measure again."))
        return
    st.html(f'<div class="ag-lanes">{"".join(_lane(found, place, text, book, side) for side in (0, 1))}</div>')
    st.page_link(
        session.page("tagging"),
        label=_("Open in the text"),
        icon=":material/arrow_forward:",
        query_params={"project": str(project.id), "source": source.name, "at": str(one.start)},
    )


def _said(found: Comparison, decided: Adjudication) -> str:
    names = dict(found.material.layers)
    name = names.get(decided.first if decided.choice == "first" else decided.second, "")
    return _(words.CHOICES[decided.choice]).format(name=name)


def _text(actor: Actor, project: Project, source: SourceThen) -> Source | None:
    try:
        now = workbench.load_source(actor, project.id, source.id)
    except CodingError:
        return None
    return now if now.text_version == source.text_version else None


def _window(text: str, start: int, end: int) -> tuple[int, int]:
    """The words around a place, whole ones."""
    begin, stop = max(0, start - AROUND), min(len(text), end + AROUND)
    if begin and (space := text.find(" ", begin, start)) >= 0:
        begin = space + 1
    if stop < len(text) and (space := text.rfind(" ", end, stop)) >= 0:
        stop = space
    return begin, stop


def _lane(found: Comparison, place: Place, source: Source, book: Codebook, side: int) -> str:
    """What one coder has here: the words with the common part hatched, and what the codes are to mean."""
    one, material = place.difference, found.material
    layer = place.pair[side]
    mine, theirs = (one.ours, one.theirs) if side == 0 else (one.theirs, one.ours)
    begin, end = _window(source.text, one.start, one.end)
    edges = sorted({begin, end, *(min(max(at, begin), end) for q in (*mine, *theirs) for at in (q.start, q.end))})
    pieces = []
    for start, stop in pairwise(edges):
        told = escape(source.text[start:stop])
        if any(q.start <= start and stop <= q.end for q in mine):
            common = any(q.start <= start and stop <= q.end for q in theirs)
            told = f"<mark{' class=ag-common' if common else ''}>{told}</mark>"
        pieces.append(told)
    codes = [material.codes[code] for code in dict.fromkeys(q.code for q in mine)]
    names = ", ".join(words.code(each) for each in codes) or _("no code")
    name = escape(f"{material.layers[layer][1]}: {names}")
    colour = words.LANES[layer % len(words.LANES)]
    return (
        f'<div class="ag-lane" style="--ag-lane:{colour}"><b>{name}</b><p>{"".join(pieces)}</p></div>'
        f'<div class="ag-means">{"".join(_means(book, each) for each in codes)}</div>'
    )


def _means(book: Codebook, code: CodeThen) -> str:
    """What a code is to mean by the codebook as it is now: definition, what is in and what is out."""
    known = book.find(code.id)
    lines = []
    for field in ("definition", "include", "exclude") if known else ():
        texts = known.texts.get(field, {}) if known else {}
        said = texts.get(language()) or texts.get(book.language, "")
        head = code.key if field == "definition" else _(FIELD_NAMES[field])
        if said:
            lines.append(f"<p><b>{escape(head)}</b> {escape(said)}</p>")
    return "".join(lines)


# -- deciding -------------------------------------------------------------------------------------


def _decide(
    actor: Actor,
    project: Project,
    book: Codebook,
    found: Comparison,
    place: Place,
    source: SourceThen,
    places: list[Place],
    at: int,
) -> None:
    """A reason, a key for each reading, and what is neither; a decision goes on to the next place."""
    own = _named(place)
    codes = [found.material.codes[code] for code in place.difference.codes if code is not None]
    reason = st.text_input(_("Reason"), max_chars=2000, key=f"reason-{own}")
    rule = None
    if session.may("edit_codebook"):
        options = {one.id: one for one in codes}
        rule = st.pills(
            _("Also write the reason as a rule into the note of"),
            list(options),
            format_func=lambda id_: options[id_].key,
            key=f"rule-{own}",
        )
    names = [found.material.layers[layer][1] for layer in place.pair]
    pressed: Choice | None = None
    with st.container(horizontal=True, key="agreement-choices"):
        for choice, (key, symbol) in KEYS.items():
            label = plain(_(words.CHOICES[choice]).format(name=names[0] if choice == "first" else names[1]))
            if st.button(label, icon=f":material/{symbol}:", shortcut=key, key=f"choose-{choice}-{own}"):
                pressed = choice
        anew = st.button(_("Something new"), icon=":material/edit:", shortcut="N", key=f"new-open-{own}")
        if anew:
            st.session_state[NEW] = (own, uuid4().hex)
    new = _new(book, place, own)
    if new is not None:
        pressed = "new"
    if pressed is None:
        return
    try:
        adjudicate(
            actor,
            project.id,
            found.agreement.id,
            place.about,
            pressed,
            new=[new] if new else (),
            reason=reason,
            rule=rule,
            version=st.session_state[SEEN][1],
        )
    except Conflict as clash:
        decided = found.decided.get(place.about)
        st.session_state[SEEN] = (own, decided.version if decided else 0)
        telling.show(clash)
        return
    except CodingError as problem:
        telling.show(problem)
        return
    st.session_state.pop(SEEN)
    waits = [one for one in (*places[at + 1 :], *places[:at]) if one.about not in found.decided]
    st.query_params[AT] = _named(waits[0] if waits else place)
    st.rerun()


def _new(book: Codebook, place: Place, own: str) -> NewCoding | None:
    """Another code, on the words of either coder, both or both together; when asked for, the caret is in its field."""
    wanted, token = st.session_state.get(NEW, ("", ""))
    if wanted != own:
        return None
    one = place.difference
    spans: dict[str, tuple[int, int]] = {_("everything that either marked"): (one.start, one.end)}
    if one.ours and one.theirs:
        common = (max(one.ours[0].start, one.theirs[0].start), min(one.ours[-1].end, one.theirs[-1].end))
        if common[0] < common[1]:
            spans[_("the common words")] = common
    codable: dict[UUID, str] = {
        code.id: f"{code.key} {code.label(language(), book.language)}" for code in book.codable()
    }
    with st.form(f"new-{own}"), st.container(key="agreement-new"):
        code = st.selectbox(
            _("Code"), list(codable), format_func=lambda id_: codable[id_], index=None, key=f"code-{own}"
        )
        where = st.radio(_("Words"), list(spans), key=f"words-{own}") if len(spans) > 1 else next(iter(spans))
        pressed = st.form_submit_button(_("Decide so"))
    focus.put("agreement-new", token)
    if pressed and code is not None:
        return NewCoding(code, *spans[where])
    return None


def _overruled(actor: Actor, project: Project, found: Comparison) -> None:
    """Who was overruled how often: told to supervisors and owners alone."""
    if not session.may("review"):
        return
    told = [one for one in overruled(actor, project.id, found.agreement.id) if one.taken or one.overruled]
    if not told:
        return
    names = dict(found.material.layers)
    with st.expander(_("Whose reading was taken, seen by supervisors alone"), icon=":material/visibility_lock:"):
        for one in told:
            st.text(
                _("{name}: taken {taken} times, overruled {overruled} times").format(
                    name=names[one.layer], taken=number(one.taken), overruled=number(one.overruled)
                )
            )
