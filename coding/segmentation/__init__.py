"""Source in, Segments out: turns, sentences, paragraphs.

A segment is a way of looking: nothing is coded against it, so the unit can change at any time. A new unit is a new
file and a line in `cut.UNITS_OF`. Only this folder knows spaCy.
"""

from coding.segmentation.cut import segments
from coding.segmentation.sentence import sentences

__all__ = ["segments", "sentences"]
