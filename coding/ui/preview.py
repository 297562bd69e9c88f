"""The preview of uploaded files: what each was taken for, and the tables in which a person decides.

What is decided goes into the Upload at once; `keeping.steady` holds what a table began with.
"""

from collections.abc import Collection, Mapping
from functools import partial

import pandas as pd
import streamlit as st

from coding.errors import NameTaken
from coding.model import KINDS, LANGUAGES, SPEAKER_ROLES, Source
from coding.ui import keeping, looks, uploads
from coding.ui.uploads import Upload
from coding.ui.words import N_, _, ngettext, number, plain, tell
from coding.workbench import Decision

KIND_NAMES = {"interview": N_("interview"), "observation": N_("observation"), "document": N_("document")}
LANGUAGE_NAMES = {"id": N_("Indonesian"), "en": N_("English")}
ROLE_NAMES = {"interviewer": N_("interviewer"), "informant": N_("informant"), "other": N_("other")}
KEEP, NO_SPEAKER = "\1", "\2"
"""Decisions that no label can be."""

TURNS_SHOWN = 12

ENCODINGS = {
    "utf-8": "UTF-8",
    "cp1252": "Windows-1252",
    "iso8859-15": "ISO 8859-15",
    "utf-16": "UTF-16",
    "mac-roman": "Mac Roman",
    "cp850": "DOS 850",
}


def translated(names: Mapping[str, str], key: object) -> str:
    """The name of a choice in the language of this screen."""
    return _(names[str(key)])


def files(good: Mapping[str, Upload]) -> None:
    """One row a file: what it was taken for, to be corrected in place."""
    rows = list(good.values())
    key = f"files-{hash(tuple(good))}"
    edited = st.data_editor(
        keeping.steady(key, lambda: pd.DataFrame([_row(one) for one in rows])),
        key=key,
        hide_index=True,
        width="stretch",
        disabled=["speakers", "turns", "words"],
        column_config={
            "taken": st.column_config.CheckboxColumn(_("Take"), width=60),
            "title": st.column_config.TextColumn(_("Name"), required=True),
            "kind": st.column_config.SelectboxColumn(
                _("Kind"), options=list(KINDS), format_func=partial(translated, KIND_NAMES), required=True
            ),
            "language": st.column_config.SelectboxColumn(
                _("Language"), options=list(LANGUAGES), format_func=partial(translated, LANGUAGE_NAMES), required=True
            ),
            "informant": st.column_config.TextColumn(
                _("Informant"), help=_("The code of the informant, such as IK-01. Empty where there is none.")
            ),
            "speakers": st.column_config.TextColumn(_("Speakers")),
            "turns": st.column_config.NumberColumn(_("Turns"), format="localized"),
            "words": st.column_config.NumberColumn(_("Words"), format="localized"),
        },
    )
    for one, (_at, row) in zip(rows, edited.iterrows(), strict=True):
        one.taken, one.title, one.kind = bool(row["taken"]), keeping.typed(row["title"]) or one.name, row["kind"]
        one.language, one.informant = row["language"], keeping.typed(row["informant"])


def _row(one: Upload) -> dict[str, object]:
    assert one.reading
    source = one.source()
    return {
        "taken": one.taken,
        "title": one.title,
        "kind": one.kind,
        "language": one.language,
        "informant": one.informant,
        "speakers": ", ".join(voice.label for voice in source.speakers) or "–",
        "turns": len(source.turns),
        "words": one.reading.words,
    }


def notes(there: Mapping[str, Upload], names: Collection[str]) -> None:
    """What has to be known about single files: refusals, warnings, names that are in use."""
    told = []
    seen = {name.casefold() for name in names}
    for one in there.values():
        if one.reason is not None:
            told.append((one.name, tell(one.reason)))
        if one.reading is None:
            continue
        told += [(one.title, tell(warning)) for warning in one.reading.warnings]
        if one.taken and one.title.strip().casefold() in seen:
            told.append((one.title, tell(NameTaken(name=one.title))))
        seen.add(one.title.strip().casefold())
    if told:
        looks.table([_("File"), _("Note")], told)


def one_file(key: str, one: Upload) -> None:
    """Header, speakers and first turns of one file; what is changed here is what will be stored."""
    assert one.reading
    if one.reading.proposals:
        looks.label(_("Speakers"))
        _decide(key, one)
    else:
        st.caption(_("No speakers were recognised: the text stays as one piece that nobody is named for."))
    header = one.reading.source.header
    left, right = st.columns([2, 3], gap="large") if header else (None, st.container())
    if left is not None:
        with left:
            looks.label(_("Header"))
            looks.table([], header.items(), tight=[0])
    with right:
        _turns(one.source())
    if one.data:
        _letters(key, one)


def _letters(key: str, one: Upload) -> None:
    """Another encoding for a file whose letters look wrong."""
    chosen = st.selectbox(
        _("Letters look wrong? Read them as"),
        [None, *ENCODINGS],
        [None, *ENCODINGS].index(one.encoding),
        format_func=lambda name: ENCODINGS[name] if name else _("what the file seems to be"),
        key=f"letters-{key}",
        width=280,
    )
    if chosen == one.encoding:
        return
    problem = uploads.read_as(one, chosen)
    if problem:
        st.error(plain(tell(problem)))
        return
    st.rerun()


def _decide(key: str, one: Upload) -> None:
    assert one.reading
    proposals = one.reading.proposals
    labels = [proposal.label for proposal in proposals]
    kept = f"speakers-{key}-{one.encoding}"

    def make() -> pd.DataFrame:
        return pd.DataFrame(
            {
                "label": labels,
                "turns": [proposal.turns for proposal in proposals],
                "role": [one.decisions[label].role for label in labels],
                "informant": [one.informants.get(label, "") for label in labels],
                "what": [_choice(one.decisions[label]) for label in labels],
                "first": [proposal.first_words for proposal in proposals],
            }
        )

    edited = st.data_editor(
        keeping.steady(kept, make),
        key=kept,
        hide_index=True,
        width="stretch",
        disabled=["label", "turns", "first"],
        column_config={
            "label": st.column_config.TextColumn(_("Label"), width="small"),
            "turns": st.column_config.NumberColumn(_("Turns"), width=70),
            "role": st.column_config.SelectboxColumn(
                _("Role"), options=list(SPEAKER_ROLES), format_func=partial(translated, ROLE_NAMES), required=True
            ),
            "informant": st.column_config.TextColumn(
                _("Informant"), help=_("Where several informants talk together: the code of this one.")
            ),
            "what": st.column_config.SelectboxColumn(
                _("Decision"), options=[KEEP, NO_SPEAKER, *labels], format_func=_decision, required=True
            ),
            "first": st.column_config.TextColumn(_("First words"), width="large"),
        },
    )
    for label, (_at, row) in zip(labels, edited.iterrows(), strict=True):
        choice = row["what"]
        merged = choice if choice in labels and choice != label else None
        one.decisions[label] = Decision(row["role"], merge_with=merged, speaker=choice != NO_SPEAKER)
        one.informants[label] = keeping.typed(row["informant"])


def _decision(choice: object) -> str:
    if choice == KEEP:
        return _("keep")
    return _("not a speaker") if choice == NO_SPEAKER else _("same as {label}").format(label=choice)


def _choice(decision: Decision) -> str:
    if not decision.speaker:
        return NO_SPEAKER
    return decision.merge_with or KEEP


def _turns(source: Source) -> None:
    """The first turns as they would stand."""
    shown = source.turns[:TURNS_SHOWN]
    looks.label(_("How it begins"))
    said = [(turn.speaker or "–", " ".join(source.text[turn.start : turn.end].split())[:400]) for turn in shown]
    looks.table([], said, tight=[0], height=320 if len(shown) > 4 else None, named=_("How it begins"))
    left = len(source.turns) - len(shown)
    if left > 0:
        st.caption(ngettext("and {n} more turn", "and {n} more turns", left).format(n=number(left)))
