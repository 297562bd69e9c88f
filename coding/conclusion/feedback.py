"""Getting feedback from informants: what those whose words are used said of the statements shown to them."""

from coding.conclusion.fact import ANSWERS, Claim, Found, Row, ids
from coding.conclusion.tally import alphabetical, informants


def feedback(claim: Claim) -> Found:
    """A row for each informant whose words stand for it or against it, and for whoever answered: the last answer.

    The figures count the answers (agree, correct, withdraw), and who has not answered ("waiting"), "of" all of them.
    """
    given = {one.case: one.answer for one in claim.answers}
    used = informants(claim.evidence)
    rows = []
    for key in alphabetical(used | given.keys()):
        for_ = [one for one in claim.for_ if one.case == key]
        against = [one for one in claim.against if one.case == key]
        answer = given.get(key, "")
        flag = answer if answer in ("correct", "withdraw") else "" if answer else "waiting"
        rows.append(Row((key, answer), {"for": len(for_), "against": len(against)}, ids([*for_, *against]), flag))
    counts: dict[str, int] = {answer: sum(each == answer for each in given.values()) for answer in ANSWERS}
    return Found({**counts, "waiting": len(used - given.keys()), "of": len(rows)}, tuple(rows))
