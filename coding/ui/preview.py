"""The preview of one uploaded file: what was recognised, and the table in which a person decides."""

from typing import Any

import pandas as pd
import streamlit as st

from coding.model import KINDS, LANGUAGES, SPEAKER_ROLES, Source
from coding.ui.uploads import Upload
from coding.ui.words import N_, _, number, plain, tell
from coding.workbench import Decision

KIND_NAMES = {"interview": N_("interview"), "observation": N_("observation"), "document": N_("document")}
LANGUAGE_NAMES = {"id": N_("Indonesian"), "en": N_("English")}
ROLE_NAMES = {"interviewer": N_("interviewer"), "informant": N_("informant"), "other": N_("other")}
KEEP = N_("keep")
NO_SPEAKER = N_("not a speaker")
MERGE = N_("same as {label}")
TURNS_SHOWN = 12


def summary(uploads: dict[str, Upload]) -> pd.DataFrame:
    """One row a file: what it was taken for."""
    return pd.DataFrame([_row(one) for one in uploads.values()])


def _row(one: Upload) -> dict[str, Any]:
    if one.reading is None:
        why = tell(one.reason) if one.reason else ""
        return {
            _("File"): one.name,
            _("Kind"): "–",
            _("Speakers"): "–",
            _("Turns"): None,
            _("Words"): None,
            _("Note"): why,
        }
    source = one.source()
    return {
        _("File"): one.title,
        _("Kind"): _(KIND_NAMES[one.kind]),
        _("Speakers"): ", ".join(voice.label for voice in source.speakers) or "–",
        _("Turns"): len(source.turns),
        _("Words"): one.reading.words,
        _("Note"): " ".join(tell(warning) for warning in one.reading.warnings),
    }


def edit(key: str, one: Upload) -> None:
    """The fields and the table of speakers of one file; what is changed here is what will be stored."""
    assert one.reading
    first, second, third, fourth = st.columns([3, 2, 2, 2])
    one.title = first.text_input(_("Name"), one.title, key=f"title-{key}")
    one.kind = second.selectbox(
        _("Kind"), KINDS, KINDS.index(one.kind), format_func=lambda kind: _(KIND_NAMES[kind]), key=f"kind-{key}"
    )
    one.language = third.selectbox(
        _("Language"),
        LANGUAGES,
        LANGUAGES.index(one.language),
        format_func=lambda language: _(LANGUAGE_NAMES[language]),
        key=f"language-{key}",
    )
    help_ = _("The code of the informant this belongs to, such as IK-01. Leave it empty where there is none.")
    one.informant = fourth.text_input(_("Informant"), one.informant, key=f"informant-{key}", help=help_)
    if one.reading.source.header:
        st.caption(plain(" · ".join(f"{name}: {value}" for name, value in one.reading.source.header.items())))
    if one.reading.proposals:
        _decide(key, one)
    else:
        st.caption(_("No speakers were recognised: the text stays as one piece that nobody is named for."))
    _turns(one.source())


def _decide(key: str, one: Upload) -> None:
    assert one.reading
    labels = [proposal.label for proposal in one.reading.proposals]
    choices = {KEEP: _(KEEP), NO_SPEAKER: _(NO_SPEAKER), **{label: _(MERGE).format(label=label) for label in labels}}
    now = [_choice(one.decisions[label]) for label in labels]
    table = pd.DataFrame(
        {
            "label": labels,
            "turns": [proposal.turns for proposal in one.reading.proposals],
            "first": [proposal.first_words for proposal in one.reading.proposals],
            "role": [_(ROLE_NAMES[one.decisions[label].role]) for label in labels],
            "what": [choices[choice] for choice in now],
        }
    )
    edited = st.data_editor(
        table,
        key=f"speakers-{key}",
        hide_index=True,
        width="stretch",
        disabled=["label", "turns", "first"],
        column_config={
            "label": st.column_config.TextColumn(_("Label"), width="small"),
            "turns": st.column_config.NumberColumn(_("Turns"), width="small"),
            "first": st.column_config.TextColumn(_("First words"), width="large"),
            "role": st.column_config.SelectboxColumn(
                _("Role"), options=[_(ROLE_NAMES[role]) for role in SPEAKER_ROLES], required=True
            ),
            "what": st.column_config.SelectboxColumn(_("Decision"), options=list(choices.values()), required=True),
        },
    )
    meaning = {shown: choice for choice, shown in choices.items()}
    roles = {_(ROLE_NAMES[role]): role for role in SPEAKER_ROLES}
    for label, role, what in zip(labels, edited["role"], edited["what"], strict=True):
        choice = meaning[what]
        merged = choice if choice in labels and choice != label else None
        one.decisions[label] = Decision(roles[role], merge_with=merged, speaker=choice != NO_SPEAKER)


def _choice(decision: Decision) -> str:
    if not decision.speaker:
        return NO_SPEAKER
    return decision.merge_with or KEEP


def _turns(source: Source) -> None:
    """The first turns as they would stand."""
    shown = source.turns[:TURNS_SHOWN]
    table = pd.DataFrame(
        {
            _("Speaker"): [turn.speaker or "–" for turn in shown],
            _("Words"): [" ".join(source.text[turn.start : turn.end].split())[:300] for turn in shown],
        }
    )
    st.dataframe(table, hide_index=True, width="stretch")
    if len(source.turns) > TURNS_SHOWN:
        rest = number(len(source.turns) - TURNS_SHOWN)
        st.caption(_("and {n} more turns").format(n=rest))
