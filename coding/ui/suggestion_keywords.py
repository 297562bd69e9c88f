"""Keyword rules: what a code is recognised by, tried on the whole study before anyone relies on it.

Every hit stands in its context and says how it came about; a hit that is judged wrong becomes something to avoid.
"""

import zlib
from collections import Counter
from dataclasses import replace
from html import escape
from uuid import UUID, uuid4

import streamlit as st

from coding import workbench
from coding.errors import Conflict
from coding.model import Code, Codebook, Keyword, Project
from coding.ui import code_tree, session
from coding.ui.words import _, language, ngettext, number, plain, tell
from coding.workbench import Actor, TrialHit

CODE = "suggestion-code"
TRIED = "suggestion-tried"
JUDGED = "suggestion-judged"
SAMPLE = 12
PAGE = 25
LOT, ALL, CODED, OF = "lot", "all", "coded", "of"
"""Which hits are shown: some by lot, all, those in coded passages, those of a source."""
Hit = tuple[UUID, str, int, str]
"""Code, source, offset and words: what a judgement is about."""

STYLE = """<style>
.kw-line { display: grid; grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr); gap: .35rem;
  font-size: .9375rem; }
.kw-line > :first-child { text-align: right; overflow: hidden; white-space: nowrap; direction: rtl; }
.kw-line > :first-child bdi { direction: ltr; unicode-bidi: isolate; }
.kw-line > :last-child { overflow: hidden; white-space: nowrap; text-overflow: ellipsis; }
.kw-line mark { background: color-mix(in srgb, #e69f00 28%, transparent); color: inherit; padding: 0 .15rem; }
.kw-facts { font-size: .8125rem; opacity: .75; }
.kw-scroll { max-height: 180px; overflow: auto; }
.kw-bars { display: grid; grid-template-columns: minmax(0, 14rem) minmax(4rem, 1fr) auto; gap: .15rem .6rem;
  font-size: .875rem; align-items: center; }
.kw-bar { height: .6rem; border-radius: .3rem; background: color-mix(in srgb, var(--kw) 70%, transparent); }
.kw-bars > :nth-child(3n+1) { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
</style>"""


def show(actor: Actor, project: Project, book: Codebook) -> None:
    """Choose a code, see and change its rules, try them."""
    st.html(STYLE)
    rules = workbench.list_keywords(actor, project.id)
    code = _choose(book, rules)
    mine = [one for one in rules if one.code == code.id and one.language == project.language]
    left, right = st.columns([5, 6], gap="large")
    with left:
        _rules(actor, project, mine)
        if session.may("edit_codebook"):
            _add(actor, project, code)
    with right:
        _trial(actor, project, code, mine)


def _choose(book: Codebook, rules: list[Keyword]) -> Code:
    counts = {code.id: sum(one.code == code.id for one in rules) for code in book.codable()}
    codes = list(book.codable())
    asked = book.find(st.query_params.get("code", ""))
    start = codes.index(asked) if asked in codes else 0
    code = st.selectbox(
        _("Code"),
        codes,
        index=start,
        format_func=lambda one: (
            f"{one.key} {one.label(language(), book.language)} · "
            + ngettext("{n} rule", "{n} rules", counts[one.id]).format(n=number(counts[one.id]))
        ),
        key=CODE,
    )
    st.query_params["code"] = code.key
    return code


def _rules(actor: Actor, project: Project, rules: list[Keyword]) -> None:
    may = session.may("edit_codebook")
    if not rules:
        st.text(_("This code has no rules yet. Add the words it is recognised by."))
    if not rules:
        return
    with st.container(border=True, gap="xsmall", height=520 if len(rules) > 8 else "content"):
        for rule in rules:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.text(rule.words, width="stretch")
                if may and "*" not in rule.words:
                    _switch(actor, project, rule)
                if may:
                    st.button(
                        _("Remove"),
                        key=f"drop-{rule.id}",
                        icon=":material/delete:",
                        type="tertiary",
                        on_click=workbench.drop_keyword,
                        args=(actor, project.id, rule.id),
                    )
            if facts := _facts(rule):
                st.html(f'<div class="kw-facts">{escape(" · ".join(facts))}</div>')


def _switch(actor: Actor, project: Project, rule: Keyword) -> None:
    key = f"inflect-{rule.id}"

    def turn() -> None:
        changed = replace(rule, inflect=bool(st.session_state[key]))
        try:
            workbench.put_keyword(actor, project.id, changed, version=rule.version)
        except Conflict as problem:
            # It stands as they left it.
            st.session_state[key] = rule.inflect
            st.toast(plain(tell(problem)))

    st.toggle(_("Inflected"), rule.inflect, key=key, on_change=turn)


def _inflected_means() -> str:
    return _("On: the word stands for all its forms, as in berkoordinasi, dikoordinasikan, pengoordinasian.")


def _facts(rule: Keyword) -> list[str]:
    facts = []
    if rule.window:
        facts.append(
            ngettext("up to {n} word between", "up to {n} words between", rule.window).format(n=number(rule.window))
        )
    if rule.avoid:
        facts.append(_("not in: {words}").format(words=", ".join(rule.avoid)))
    return facts


def _add(actor: Actor, project: Project, code: Code) -> None:
    with st.form(f"add-{code.id}", clear_on_submit=True):
        words = st.text_input(_("New rule"), placeholder=_("a word or a phrase; * stands for any letters"))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            inflect = st.toggle(_("Inflected"), value=True, help=_inflected_means())
            window = st.number_input(_("Words allowed between"), 0, 10, 0, width=180)
        avoid = st.text_input(_("Not where it says"), placeholder=_("phrases, separated by commas"))
        if st.form_submit_button(_("Add"), type="primary") and words.strip():
            avoided = tuple(filter(None, (one.strip() for one in avoid.split(","))))
            rule = Keyword(uuid4(), code.id, project.language, words.strip(), inflect, avoided, int(window))
            workbench.put_keyword(actor, project.id, rule)
            st.rerun()


# -- the trial ------------------------------------------------------------------------------------


def _trial(actor: Actor, project: Project, code: Code, rules: list[Keyword]) -> None:
    """Where the rules of a code hit: how often in each source, and a sample to judge."""
    if not rules:
        return
    state = (code.id, tuple(rules))
    kept = st.session_state.get(TRIED)
    if not kept or kept[0] != state:
        with st.spinner(_("Looking through all sources …")):
            kept = (state, workbench.try_keywords(actor, project.id, code.id, project.language))
        st.session_state[TRIED] = kept
    hits: list[TrialHit] = kept[1]
    if not hits:
        st.text(_("These rules hit nothing in this study."))
        return
    _sentence(hits)
    _bars(hits, code_tree.colour(code))
    _hits(actor, project, code, hits)


def _sentence(hits: list[TrialHit]) -> None:
    sources = len({one.source for one in hits})
    told = ngettext("{n} hit", "{n} hits", len(hits)).format(n=number(len(hits)))
    of = ngettext("in {n} source", "in {n} sources", sources).format(n=number(sources))
    coded = sum(one.coded for one in hits)
    st.text(f"{told} {of} · " + _("{n} of them in passages coded so").format(n=number(coded)))


def _bars(hits: list[TrialHit], colour: str) -> None:
    counts = Counter(one.source for one in hits)
    most = max(counts.values())
    rows = "".join(
        f'<span>{escape(name)}</span><span><span class="kw-bar" style="--kw:{colour};display:block;'
        f'width:{100 * count / most:.0f}%"></span></span><span>{number(count)}</span>'
        for name, count in sorted(counts.items())
    )
    told = escape(_("Hits in each source"))
    st.html(
        f'<div class="kw-scroll" tabindex="0" role="region" aria-label="{told}"><div class="kw-bars">{rows}</div></div>'
    )


def _hits(actor: Actor, project: Project, code: Code, hits: list[TrialHit]) -> None:
    """A sample by lot to be judged, or all the hits that one of the numbers above counts."""
    counts = Counter(one.source for one in hits)
    coded = [one for one in hits if one.coded]
    names = {(LOT, ""): _("a sample by lot"), (ALL, ""): f"{_('all')} ({number(len(hits))})"}
    names |= {(CODED, ""): f"{_('in passages coded so')} ({number(len(coded))})"} if coded else {}
    names |= {(OF, name): f"{name} ({number(counts[name])})" for name in sorted(counts)}
    shown = st.selectbox(_("Hits shown"), list(names), format_func=names.__getitem__, key=f"shown-{code.id}", width=340)
    kind, name = shown
    if kind == LOT:
        _sample(actor, project, code, hits)
        return
    found = coded if kind == CODED else [one for one in hits if kind == ALL or one.source == name]
    pages = range(0, len(found), PAGE)
    first = 0
    if len(pages) > 1:
        first = st.selectbox(
            _("Part"),
            pages,
            format_func=lambda at: f"{number(at + 1)}–{number(min(at + PAGE, len(found)))} / {number(len(found))}",
            key=f"part-{code.id}-{kind}-{name}",
            width=180,
        )
    judged: dict[Hit, bool] = st.session_state.setdefault(JUDGED, {})
    for one in found[first : first + PAGE]:
        _hit(actor, project, one, judged, _key(code, one))


def _sample(actor: Actor, project: Project, code: Code, hits: list[TrialHit]) -> None:
    """A sample by lot; each hit is judged by one press. What was judged stays so when the rules change."""
    chosen = sorted(sorted(range(len(hits)), key=lambda at: _lot(code, hits[at]))[:SAMPLE])
    judged: dict[Hit, bool] = st.session_state.setdefault(JUDGED, {})
    done = [judged[key] for at in chosen if (key := _key(code, hits[at])) in judged]
    if done:
        told = _("{right} of {n} judged are right").format(right=number(sum(done)), n=number(len(done)))
    else:
        told = _("Judge these {n}: how often is the rule right?").format(n=number(len(chosen)))
    st.text(told)
    for at in chosen:
        _hit(actor, project, hits[at], judged, _key(code, hits[at]))


def _key(code: Code, hit: TrialHit) -> Hit:
    return code.id, hit.source, hit.start, hit.words


def _lot(code: Code, hit: TrialHit) -> int:
    """The lot a hit has drawn: its own, so that a hit that goes leaves the others in the sample."""
    return zlib.crc32("\0".join(map(str, _key(code, hit))).encode())


def _hit(actor: Actor, project: Project, hit: TrialHit, judged: dict[Hit, bool], key: Hit) -> None:
    with st.container(border=True, gap="xsmall"):
        st.html(
            f'<div class="kw-line"><span><bdi>{escape(hit.before)}</bdi></span><mark>{escape(hit.words)}</mark>'
            f"<span>{escape(hit.after)}</span></div>"
            f'<div class="kw-facts">{escape(" · ".join(filter(None, [hit.source, hit.explanation])))}</div>'
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            name = f"{hit.source}-{hit.start}"
            verdict = judged.get(key)
            if st.button(
                _("Right"),
                key=f"right-{name}",
                icon=":material/check:",
                type="primary" if verdict else "secondary",
            ):
                judged[key] = True
                st.rerun()
            if st.button(
                _("Wrong"),
                key=f"wrong-{name}",
                icon=":material/close:",
                type="primary" if verdict is False else "secondary",
            ):
                judged[key] = False
                st.rerun()
            if verdict is False and session.may("edit_codebook"):
                for at, words in enumerate(dict.fromkeys(filter(None, hit.narrower))):
                    st.button(
                        plain(_("Never in “{words}”").format(words=words)),
                        key=f"avoid-{at}-{name}",
                        on_click=workbench.avoid_words,
                        args=(actor, project.id, hit.rule, words),
                    )
            st.page_link(
                "pages/tagging.py",
                label=_("Open in the text"),
                icon=":material/arrow_forward:",
                query_params={"project": str(project.id), "source": hit.source, "at": str(hit.start)},
            )
