"""The excerpts of a conclusion are those of everything it rests on, each once."""

from uuid import UUID, uuid4

from coding.conclusion.evidence import Evidence, gathered


def said(*codings: UUID) -> frozenset[UUID]:
    return frozenset(codings)


def test_evidence_is_gathered_through_conclusions_and_turned_where_they_speak_against() -> None:
    answer, low, other, beside = (uuid4() for _ in range(4))
    a, b, c, d = (uuid4() for _ in range(4))
    own = {
        low: Evidence(said(a, b), said(c)),
        other: Evidence(said(b), said(d), kinds=frozenset(["document"])),
        beside: Evidence(said(d)),
    }
    leaning = [(answer, low, "for"), (answer, other, "against"), (answer, beside, "beside")]
    found = gathered(own, leaning)
    assert found[answer] == Evidence(said(a, b, d), said(c, b), kinds=frozenset(["document"]))
    assert found[low] == own[low]
