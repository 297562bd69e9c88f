"""Going back to the informants: how far each is, what they are given, and one of them with their answers."""

from functools import partial
from html import escape
from uuid import UUID
from zoneinfo import ZoneInfo

import streamlit as st

from coding.errors import CodingError
from coding.model import LANGUAGES, Codebook, Language, Pack, Project
from coding.ui import answer_forms, answer_list, answer_table, session, telling
from coding.ui import conclusion_words as words
from coding.ui.thesis_tables import DOCX
from coding.ui.words import LANGUAGES as LANGUAGE_NAMES
from coding.ui.words import _, day, ngettext, number, plain
from coding.workbench import Actor
from coding.workbench.member_check import Informant, member_check, send_packs
from coding.workbench.member_packs import export_pack, export_packs

ONE = "i"
STYLE = """<style>
.mc-list { display: grid; grid-template-columns: max-content minmax(8rem, 1fr) max-content; gap: .55rem 1rem;
  align-items: center; margin: 0; }
.mc-list a { color: inherit; text-underline-offset: .2em; font-weight: 650; white-space: nowrap; }
.mc-list > .mc-told { font-size: .85rem; opacity: .8; white-space: nowrap; font-variant-numeric: tabular-nums; }
.mc-bar { display: flex; height: 1.05rem; border-radius: .25rem; overflow: hidden;
  border: 1px solid color-mix(in srgb, currentColor 35%, transparent); }
.mc-bar > i { display: block; }
.mc-agree { background: #009e73; }
.mc-correct { background: repeating-linear-gradient(135deg, #e69f00 0 6px, #f5cf7a 6px 12px); }
.mc-withdraw { background: repeating-linear-gradient(45deg, #8b3a62 0 4px, #d9a4bf 4px 8px); }
.mc-key { display: flex; flex-wrap: wrap; gap: .3rem 1.1rem; font-size: .85rem; margin: 0 0 .8rem; }
.mc-key i { display: inline-block; width: .95rem; height: .75rem; border-radius: .15rem; margin-right: .35rem;
  border: 1px solid color-mix(in srgb, currentColor 35%, transparent); vertical-align: -.05rem; }
@media (max-width: 40rem) { .mc-list { grid-template-columns: max-content 1fr; gap: .3rem .8rem; }
  .mc-list > .mc-told { grid-column: 1 / -1; white-space: normal; margin-bottom: .5rem; } }
</style>"""


def show(actor: Actor, project: Project, book: Codebook) -> None:
    """The informant in the address, or how far everybody is."""
    st.html(words.STYLE + STYLE)
    there = member_check(actor, project.id)
    if not there:
        st.text(
            _(
                "Here you go back to the informants with what you concluded from their words. Write a proposition and "
                "let it rest on their excerpts first."
            )
        )
        where = words.address(project, view="propositions")
        st.html(f'<a href="{where}" target="_self">{escape(_("Write a proposition"))}</a>')
        return
    one = next((each for each in there if str(each.case.id) == st.query_params.get(ONE)), None)
    if one is not None:
        _one(actor, project, book, one)
    else:
        _all(actor, project, there)


# -- everybody ------------------------------------------------------------------------------------


def _all(actor: Actor, project: Project, there: list[Informant]) -> None:
    key = "".join(
        f'<span><i class="mc-{kind}"></i>{escape(name)}</span>'
        for kind, name in (
            ("agree", _("agreed")),
            ("correct", _("corrected")),
            ("withdraw", _("withdrawn")),
            ("waiting", _("no answer yet")),
        )
    )
    lines = "".join(_line(project, one) for one in there)
    st.html(f'<div class="mc-key">{key}</div><div class="mc-list">{lines}</div>')
    if session.may("conclude"):
        _packs(actor, project, there)
        answer_table.show(actor, project, None)


def _line(project: Project, one: Informant) -> str:
    where = words.address(project, view="members", i=str(one.case.id))
    facts = [_answered(one), _sent(project, one.pack)]
    if one.progress.again:
        again = one.progress.again
        facts.append(ngettext("{n} to ask again", "{n} to ask again", again).format(n=number(again)))
    if waiting := sum(1 for each in one.answers if each.one.answer == "withdraw" and not each.withdrawn):
        facts.append(ngettext("{n} withdrawal to carry out", "{n} withdrawals to carry out", waiting).format(n=waiting))
    told = escape(" · ".join(facts))
    return f'<a href="{where}" target="_self">{escape(one.case.key)}</a>{bar(one)}<span class="mc-told">{told}</span>'


def bar(one: Informant) -> str:
    """How far an informant is, as a picture."""
    far = one.progress
    parts = (("agree", far.agreed), ("correct", far.corrected), ("withdraw", far.withdrawn))
    shares = "".join(f'<i class="mc-{kind}" style="flex:{many}"></i>' for kind, many in parts if many)
    rest = f'<i style="flex:{far.waiting}"></i>' if far.waiting else ""
    return f'<div class="mc-bar" role="img" aria-label="{escape(_answered(one))}">{shares}{rest}</div>'


def _answered(one: Informant) -> str:
    far = one.progress
    return _("{n} of {all} answered").format(n=number(far.answered), all=number(far.items))


def _sent(project: Project, pack: Pack | None) -> str:
    if pack is None or pack.made_at is None:
        return _("no pack yet")
    return _("pack of {when}").format(when=day(pack.made_at.astimezone(ZoneInfo(project.time_zone)).date()))


def _packs(actor: Actor, project: Project, there: list[Informant]) -> None:
    asked = [one for one in there if one.statements]
    if not asked:
        return
    st.subheader(_("Packs for the informants"))
    st.caption(
        _(
            "A document for each of them in plain words: your propositions that rest on their words, with these words "
            "and nobody else's. They tick agree, agree with correction or withdraw. No memo or note is in it."
        )
    )
    fresh = [one for one in asked if _is_fresh(one)]
    ids = [one.case.id for one in asked]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        language = _language(project)
        label = _("Make all packs") if len(fresh) < len(asked) else _("Make all packs anew")
        if st.button(label, icon=":material/assignment:", type="primary" if len(fresh) < len(asked) else "secondary"):
            _make(actor, project, ids, language)
        if len(fresh) == len(asked):
            st.download_button(
                _("All packs (ZIP)"),
                partial(export_packs, actor, project.id, ids),
                f"{project.name} - {_('Member check')}.zip",
                "application/zip",
                icon=":material/download:",
                on_click="ignore",
                key="packs-zip",
            )


def _language(project: Project) -> Language:
    chosen: Language = st.selectbox(
        _("Language of the packs"),
        LANGUAGES,
        index=LANGUAGES.index(project.language),
        format_func=LANGUAGE_NAMES.__getitem__,
        width=200,
        key="packs-language",
    )
    return chosen


def _is_fresh(one: Informant) -> bool:
    """Whether the newest pack asks what is to be asked now."""
    items = tuple(item for statement in one.statements for item in statement.items())
    return one.pack is not None and one.pack.items == items


def _make(actor: Actor, project: Project, informants: list[UUID], language: Language) -> None:
    try:
        send_packs(actor, project.id, informants, language)
    except CodingError as problem:
        telling.show(problem)
    else:
        st.rerun()


# -- one of them ----------------------------------------------------------------------------------


def _one(actor: Actor, project: Project, book: Codebook, one: Informant) -> None:
    if st.button(_("Back to everybody"), icon=":material/arrow_back:"):
        st.query_params.pop(ONE, None)
        st.rerun()
    st.subheader(plain(" ".join(filter(None, (one.case.key, one.case.name)))))
    st.html(
        f'{bar(one)}<div class="cn-facts cn-faint">{escape(f"{_answered(one)} · {_sent(project, one.pack)}")}</div>'
    )
    may = session.may("conclude")
    if may and one.statements:
        _pack(actor, project, one)
    answer_list.show(actor, project, one)
    if may and one.statements:
        answer_forms.show(actor, project, one)
        answer_table.show(actor, project, one)


def _pack(actor: Actor, project: Project, one: Informant) -> None:
    fresh = _is_fresh(one)
    if one.pack and not fresh:
        st.info(_("What is to be asked has changed since the pack was made. Make a new one before you ask again."))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if not fresh:
            language = _language(project)
            if st.button(_("Make the pack"), icon=":material/assignment:", type="primary"):
                _make(actor, project, [one.case.id], language)
        else:
            st.download_button(
                _("The pack (DOCX)"),
                partial(export_pack, actor, project.id, one.case.id),
                f"{one.case.key}.docx",
                DOCX,
                icon=":material/download:",
                on_click="ignore",
                key="pack-docx",
            )
