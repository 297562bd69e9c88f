"""A person's decisions about speakers."""

from uuid import UUID

from coding.model import Source
from coding.transcript.decide import Decision, decide
from coding.transcript.rendered import Rendered
from coding.transcript.structure import structure

CASE = UUID(int=1)


def source() -> Source:
    text = "P: Apa?\nBu Sri: Ini.\nSri: Itu.\nTema: kerja sama.\nP: Oh.\nBu Sri: Ya.\n"
    return structure(Rendered(text, "txt", 1), "a.txt").source


def said(decided: Source) -> list[tuple[str | None, str]]:
    return [(turn.speaker, decided.text[turn.start : turn.end]) for turn in decided.turns]


def test_a_merged_label_gives_its_turns_away() -> None:
    decided = decide(source(), {"Sri": Decision("informant", merge_with="Bu Sri")})
    assert said(decided)[1:3] == [("Bu Sri", "Ini."), ("Bu Sri", "Itu.")]
    assert "Sri" not in [speaker.label for speaker in decided.speakers]


def test_lines_of_no_speaker_fall_to_the_turn_before() -> None:
    decided = decide(source(), {"Tema": Decision("other", speaker=False)})
    assert said(decided)[2] == ("Sri", "Itu.\nTema: kerja sama.")
    at = decided.text.index("Tema:")
    assert not any(mark.start <= at < mark.end for mark in decided.marks)


def test_lines_of_no_speaker_at_the_top_stay_unattributed() -> None:
    decided = decide(source(), {"P": Decision("other", speaker=False)})
    assert said(decided)[0] == (None, "P: Apa?")
    assert said(decided)[-1] == ("Bu Sri", "Ya.")


def test_roles_and_cases_are_taken_over() -> None:
    decided = decide(source(), {"Bu Sri": Decision("informant", case=CASE)})
    speaker = next(one for one in decided.speakers if one.label == "Bu Sri")
    assert (speaker.role, speaker.case) == ("informant", CASE)


def test_a_circle_of_merges_leaves_everybody_in_place() -> None:
    circle = {"Sri": Decision("other", merge_with="Bu Sri"), "Bu Sri": Decision("other", merge_with="Sri")}
    assert said(decide(source(), circle)) == said(source())
