"""What the tactics are called, what each is for, and what their results say in words."""

from collections.abc import Mapping

from coding.model import Concludes
from coding.ui.words import N_

FAMILY_WORDS: Mapping[str, str] = {
    "testing": N_("test what was found"),
    "meaning": N_("find meaning"),
}

TACTIC_WORDS: Mapping[str, tuple[str, str]] = {
    "patterns": (
        N_("Patterns"),
        N_(
            "Which codes stand on the same words often, and which follow one another. Shows what keeps coming together."
        ),
    ),
    "clustering": (
        N_("Clusters of informants"),
        N_("Informants in groups by what they speak of. Shows who is like whom; you may group them otherwise."),
    ),
    "counting": (
        N_("Counting"),
        N_("Informants, excerpts and words, of those who were asked. Said often is not yet important."),
    ),
    "contrasts": (
        N_("Contrast of two groups"),
        N_("What two groups of informants say, side by side, the largest differences first."),
    ),
    "partitioning": (
        N_("A code in parts"),
        N_("A code by its status and by a kind of informant. Shows whether its parts behave differently."),
    ),
    "factoring": (
        N_("Few axes for many codes"),
        N_("What tells informants apart most, drawn together on two axes. What an axis means is yours to say."),
    ),
    "relations": (
        N_("Relations between codes"),
        N_("How often two codes stand in one passage, beside how often they would by chance."),
    ),
    "intervening": (
        N_("What stands between"),
        N_(
            "Which codes stand between one code and the next of another in the text. Shows what may lead from it to it."
        ),
    ),
    "representativeness": (
        N_("Spread of the evidence"),
        N_("Over which informants, kinds of informants and sources it is spread, and who says nothing of it."),
    ),
    "loudest": (
        N_("Without the loudest"),
        N_("What is left of the evidence without each informant. Shows whether it hangs on one person."),
    ),
    "researcher": (
        N_("Effects of the researcher"),
        N_("The evidence by interviewer, by order of the interviews, and by what was prompted."),
    ),
    "triangulation": (
        N_("Triangulation"),
        N_("What each kind of source says, by role and by time. The cells are collected; what they come to, you say."),
    ),
    "weighting": (
        N_("Weight of the evidence"),
        N_("How much there is beside what it is worth: events and documents, said unasked, borne out by others."),
    ),
    "outliers": (
        N_("Outliers"),
        N_(
            "Whose profile lies furthest from the others', and what they say of this. An outlier is asked, not dropped."
        ),
    ),
    "extremes": (
        N_("Extreme cases"),
        N_("Who says most and least of an indicator, side by side."),
    ),
    "surprises": (
        N_("Surprises"),
        N_(
            "Who says of an indicator what neither the others nor what they say themselves on other codes would make "
            "one expect. A surprise is followed up, not explained away."
        ),
    ),
    "negative": (
        N_("Negative evidence"),
        N_("What says the opposite, who was asked and says nothing, and uncoded passages that are like the evidence."),
    ),
    "if-then": (
        N_("If – then"),
        N_("Whether those who speak of one code speak of another, with those for whom it does not hold."),
    ),
    "third": (
        N_("A third variable"),
        N_("The if–then table for each kind of informant. Shows whether something else stands behind it."),
    ),
    "replication": (
        N_("Two halves"),
        N_("The informants drawn into two halves. Shows whether it holds in both."),
    ),
    "rivals": (
        N_("Rival explanations"),
        N_("The evidence of each explanation that stands against this one, beside its own."),
    ),
    "feedback": (
        N_("Feedback from informants"),
        N_("What those whose words are used said of the statements shown to them."),
    ),
}

CONCLUDES_WORDS: Mapping[Concludes, str] = {
    "holds": N_("it holds"),
    "weakens": N_("it is weaker"),
    "refutes": N_("it is refuted"),
    "nothing": N_("this says nothing"),
}

OPTION_WORDS: Mapping[str, str] = {
    "attribute": N_("Attribute of informants"),
    "period": N_("Period"),
    "code": N_("Code"),
    "first": N_("If this code"),
    "second": N_("Then this code"),
    "one": N_("One group"),
    "other": N_("The other group"),
    "seed": N_("Number of the draw"),
    "groups": N_("How many groups"),
    "least": N_("Met at least so often"),
}
FROM_TO: Mapping[str, str] = {"first": N_("From this code"), "second": N_("To this code")}
"""What they are called where nothing is concluded from one to the other."""

DEFAULTS: Mapping[str, int] = {"seed": 1, "groups": 2, "least": 2}

PART_WORDS: Mapping[str, str] = {
    "how": N_("How"),
    "code": N_("Code"),
    "group": N_("Group"),
    "informant": N_("Informant"),
    "part": N_("Looked at by"),
    "of": N_("Which"),
    "attribute": N_("Attribute"),
    "label": N_("Label"),
    "status": N_("Status"),
    "standing": N_("Said to be"),
    "kind": N_("Kind of source"),
    "period": N_("Period"),
    "side": N_("Side"),
    "evidence": N_("Evidence"),
    "found": N_("What was found"),
    "source": N_("Source"),
    "words": N_("Words"),
    "first": N_("First"),
    "second": N_("Second"),
    "half": N_("Half"),
    "rival": N_("Explanation"),
    "answer": N_("Answer"),
}

NUMBER_WORDS: Mapping[str, str] = {
    "for": N_("for"),
    "against": N_("against"),
    "informants_for": N_("informants for"),
    "informants_against": N_("informants against"),
    "informants": N_("informants"),
    "asked": N_("asked"),
    "asked_said": N_("of those asked"),
    "excerpts": N_("excerpts"),
    "words": N_("words"),
    "passages": N_("passages"),
    "within": N_("distance within"),
    "nearest": N_("to the nearest group"),
    "silhouette": N_("silhouette"),
    "one": N_("one group"),
    "one_excerpts": N_("its excerpts"),
    "other": N_("other group"),
    "other_excerpts": N_("its excerpts"),
    "first": N_("axis 1"),
    "first_share": N_("share of axis 1"),
    "second": N_("axis 2"),
    "second_share": N_("share of axis 2"),
    "n12": N_("together"),
    "n1": N_("first"),
    "n2": N_("second"),
    "expected": N_("expected"),
    "ratio": N_("found by expected"),
    "c": N_("coefficient c"),
    "stretches": N_("stretches"),
    "prompted": N_("prompted"),
    "number": N_("interview no."),
    "sources": N_("sources"),
    "weight": N_("weight"),
    "unweighted": N_("without weight"),
    "unprompted": N_("unprompted"),
    "corroborated": N_("borne out by others"),
    "distance": N_("mean distance"),
    "codes": N_("codes"),
    "degree": N_("there less not there"),
    "there": N_("there"),
    "not_there": N_("not there"),
    "between": N_("planned or past"),
    "limited": N_("limited"),
    "line": N_("line"),
    "likeness": N_("likeness"),
    "shared": N_("shared with this"),
    "turned": N_("against this"),
    "share": N_("share there"),
    "difference": N_("found less expected"),
    "others": N_("others"),
    "elsewhere": N_("share there on other codes"),
}

OF: Mapping[str, tuple[str, ...]] = {
    "informants_for": ("of",),
    "informants_against": ("of",),
    "informants": ("of",),
    "stretches": ("of",),
    "asked_said": ("asked",),
    "prompted": ("excerpts",),
    "one": ("one_of",),
    "other": ("other_of",),
}
"""A number that is read as "n of N", and the number that is its N."""

BASES = frozenset({"of", "one_of", "other_of"})
"""Numbers that are nothing by themselves."""

FIGURE_WORDS: Mapping[str, str] = {
    "passages": N_("passages"),
    "pairs": N_("pairs"),
    "groups": N_("groups"),
    "silhouette": N_("mean silhouette"),
    "inertia": N_("all differences"),
    "first": N_("share of axis 1"),
    "second": N_("share of axis 2"),
    "stretches": N_("stretches"),
    "direct": N_("with nothing between"),
    "for": N_("excerpts for"),
    "against": N_("excerpts against"),
    "informants_for": N_("informants for"),
    "informants_against": N_("informants against"),
    "of": N_("informants in scope"),
    "asked": N_("informants asked"),
    "asked_for": N_("asked, and for"),
    "unasked_for": N_("not asked, and for"),
    "silent": N_("silent"),
    "loudest": N_("the loudest"),
    "excerpts": N_("their excerpts"),
    "interviewers": N_("interviewers"),
    "coders": N_("coders"),
    "undated": N_("sources without a date"),
    "cells": N_("cells"),
    "filled": N_("cells with data"),
    "sources": N_("sources"),
    "weight_for": N_("weight for"),
    "weight_against": N_("weight against"),
    "mean": N_("mean distance"),
    "opposite": N_("saying the opposite"),
    "limited": N_("limited"),
    "alike": N_("uncoded passages alike"),
    "unknown": N_("not asked"),
    "outside": N_("excerpts of nobody's"),
    "rivals": N_("rival explanations"),
    "weighed": N_("with evidence"),
    "agree": N_("agree"),
    "correct": N_("correct"),
    "withdraw": N_("withdraw"),
    "waiting": N_("not answered"),
    "surprises": N_("against what is expected"),
}

VALUE_WORDS: Mapping[str, str] = {
    "together": N_("on the same words"),
    "then": N_("then"),
    "side": N_("side"),
    "code": N_("code"),
    "informant": N_("informant"),
    "attribute": N_("attribute"),
    "kind": N_("kind of source"),
    "source": N_("source"),
    "interviewer": N_("interviewer"),
    "order": N_("order"),
    "coder": N_("coder"),
    "for": N_("for"),
    "against": N_("against"),
    "prompted": N_("prompted"),
    "unprompted": N_("unprompted"),
    "unmarked": N_("not marked"),
    "interview": N_("interview"),
    "observation": N_("observation"),
    "document": N_("document"),
    "claim": N_("claim"),
    "event": N_("event"),
    "there": N_("there"),
    "not there": N_("not there"),
    "between": N_("planned or past"),
    "exists": N_("exists"),
    "limited": N_("limited"),
    "planned": N_("planned"),
    "existed": N_("existed"),
    "absent": N_("absent"),
    "failed": N_("failed"),
    "opposite": N_("says the opposite"),
    "silent": N_("asked, says nothing"),
    "alike": N_("uncoded, but alike"),
    "yes": N_("yes"),
    "no": N_("no"),
    "unknown": N_("not asked"),
    "first": N_("first half"),
    "second": N_("second half"),
    "agree": N_("agrees"),
    "correct": N_("corrects"),
    "withdraw": N_("withdraws"),
}

FLAG_WORDS: Mapping[str, str] = {
    "silent": N_("silent"),
    "loudest": N_("loudest"),
    "furthest": N_("furthest"),
    "highest": N_("highest"),
    "lowest": N_("lowest"),
    "exception": N_("exception"),
    "surprise": N_("against what is expected"),
    "unlike": N_("unlike what they say on other codes"),
    "one only": N_("only one group"),
    "other only": N_("only the other group"),
    "few": N_("fewer than 3"),
    "unequal": N_("more than 5 : 1"),
    "for": N_("for"),
    "against": N_("against"),
    "both": N_("both"),
    "none": N_("no data"),
    "no evidence": N_("without evidence"),
    "waiting": N_("not answered"),
    "correct": N_("corrects"),
    "withdraw": N_("withdraws"),
}

PERIOD_WORDS: Mapping[str, str] = {
    "": N_("none"),
    "year": N_("year"),
    "quarter": N_("quarter"),
    "month": N_("month"),
}
