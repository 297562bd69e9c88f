"""Categories and themes: chosen or made beside a statement, and put in order; the reasons for setting aside."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

import streamlit as st

from coding import reduction, workbench
from coding.errors import CodingError
from coding.model import Project, Theme, ThemeKind
from coding.ui import telling
from coding.ui.words import _, plain
from coding.workbench import Actor


@dataclass(frozen=True, slots=True)
class Chosen:
    """The names in the two fields, and which theme stood there before anybody chose."""

    category: str | None
    theme: str | None
    theme_before: str | None


def of(themes: Sequence[Theme], kind: ThemeKind) -> list[Theme]:
    """Those of one kind."""
    return [one for one in themes if one.kind == kind]


def named(themes: Sequence[Theme], kind: ThemeKind, name: str | None) -> Theme | None:
    """The one of this name, whatever its case."""
    wanted = " ".join((name or "").split()).lower()
    return next((one for one in of(themes, kind) if one.name.lower() == wanted), None)


def fields(themes: Sequence[Theme], category: UUID | None, key: str) -> Chosen:
    """A category and its theme, chosen or typed anew."""
    now = next((one for one in themes if one.id == category), None)
    above = next((one for one in themes if now and one.id == now.parent), None)
    columns = st.columns(2)
    with columns[0]:
        chosen = _choice(_("Category"), of(themes, "category"), now, f"category-{key}")
    with columns[1]:
        theme = _choice(_("Theme of the category"), of(themes, "theme"), above, f"theme-{key}")
    return Chosen(chosen, theme, above.name if above else None)


def _choice(label: str, there: Sequence[Theme], now: Theme | None, key: str) -> str | None:
    names = [one.name for one in there]
    return st.selectbox(
        label,
        names,
        index=names.index(now.name) if now else None,
        placeholder=_("choose or type"),
        accept_new_options=True,
        key=key,
    )


def settle(actor: Actor, project: UUID, themes: Sequence[Theme], chosen: Chosen) -> UUID | None:
    """The category that was chosen, made where it is new; its theme only where somebody said so."""
    if not chosen.category:
        return None
    there = named(themes, "category", chosen.category)
    moved = chosen.theme != chosen.theme_before or (there is None and chosen.theme is not None)
    parent = there.parent if there else None
    if moved:
        parent = _theme(actor, project, themes, chosen.theme)
    if there is None:
        there = Theme(uuid4(), chosen.category, "category", parent, len(themes))
        workbench.put_theme(actor, project, there)
    elif there.parent != parent:
        workbench.put_theme(actor, project, replace(there, parent=parent), version=there.version)
    return there.id


def _theme(actor: Actor, project: UUID, themes: Sequence[Theme], name: str | None) -> UUID | None:
    if not name:
        return None
    there = named(themes, "theme", name)
    if there is None:
        there = Theme(uuid4(), name, "theme", None, len(themes))
        workbench.put_theme(actor, project, there)
    return there.id


# -- in order -------------------------------------------------------------------------------------


def manage(actor: Actor, project: Project, themes: Sequence[Theme]) -> None:
    """Rename, move and remove categories and themes; write the reasons."""
    with st.popover(_("Categories and reasons"), icon=":material/category:"):
        if themes:
            _one(actor, project, themes)
        else:
            st.caption(plain(_("Categories and themes are made beside a statement: type a new name there.")))
        with st.form("ledger-reasons", border=False):
            now = reduction.reasons(project.settings, project.language)
            said = st.text_area(_("Reasons for setting aside, one a line"), "\n".join(now), height=150)
            if st.form_submit_button(_("Save the reasons")):
                _told(lambda: workbench.put_reasons(actor, project.id, said.split("\n"), version=project.version))


def _one(actor: Actor, project: Project, themes: Sequence[Theme]) -> None:
    kinds = {"theme": _("Theme"), "category": _("Category")}
    ids = [one.id for one in themes]
    by_id = {one.id: one for one in themes}
    picked = by_id[
        st.selectbox(
            _("Category or theme"),
            ids,
            format_func=lambda one: f"{kinds[by_id[one].kind]}: {by_id[one].name}",
            key="ledger-theme",
        )
    ]
    with st.form(f"ledger-theme-{picked.id}-{picked.version}", border=False):
        name = st.text_input(_("Name"), picked.name, max_chars=200)
        above: str | None = None
        if picked.kind == "category":
            above = _choice(
                _("Theme"),
                of(themes, "theme"),
                by_id.get(picked.parent) if picked.parent else None,
                f"over-{picked.id}",
            )
        with st.container(horizontal=True):
            if st.form_submit_button(_("Save"), type="primary"):

                def save() -> None:
                    parent = _theme(actor, project.id, themes, above)
                    changed = replace(picked, name=name, parent=parent)
                    workbench.put_theme(actor, project.id, changed, version=picked.version)

                _told(save)
            if st.form_submit_button(_("Remove"), icon=":material/delete:"):
                _told(lambda: workbench.drop_theme(actor, project.id, picked.id))


def _told(act: Callable[[], None]) -> None:
    try:
        act()
    except CodingError as problem:
        telling.show(problem)
    else:
        st.rerun()
