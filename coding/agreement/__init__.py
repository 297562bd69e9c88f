"""Codes of several coders in, coefficients with intervals or reasons out. Nothing here stores, asks or draws.

The plain door is arrays: `measure(ratings, sources, groups)` for segments, `blocks(stretches, lengths, looked, codes)`
and then `measure(…, cut=…)` for free stretches. `ratings` are coder × unit × code: 1 given, 0 looked at and not given,
-1 not looked at; `sources` says of each unit which source it is of, counted from 0. Where each unit has one of several
categories that exclude each other, `nominal` has α in four metrics, Fleiss' and Cohen's κ, AC1 and percent of an array
coder × unit with nan for what is missing. Every coefficient is a function of sums that add up over sources
(`presence.tally`, `sets.overlap_sums`), so that the interval leaves out one source at a time at no cost. What cannot be
said is None with a reason, never a number.
"""

from coding.agreement.figure import NO_INTERVAL, REASONS, Figure, NoInterval, Reason
from coding.agreement.measuring import CodeFigures, GroupFigures, Measured, measure
from coding.agreement.spans import Blocks, Family, Stretch, blocks

__all__ = [
    "NO_INTERVAL",
    "REASONS",
    "Blocks",
    "CodeFigures",
    "Family",
    "Figure",
    "GroupFigures",
    "Measured",
    "NoInterval",
    "Reason",
    "Stretch",
    "blocks",
    "measure",
]
