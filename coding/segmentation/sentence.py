"""Sentences: spaCy's blank pipelines for Indonesian and English with our own rules as a component."""

from functools import cache
from threading import Lock
from typing import Any

import numpy as np
import spacy
from spacy.language import Language as Pipeline
from spacy.tokens import Doc

from coding.model import Language, Source
from coding.segmentation.paragraph import paragraphs
from coding.segmentation.pause import bearable
from coding.segmentation.rules import sentence_starts
from coding.segmentation.spoken import without_marks

COMPONENT = "simpul_sentences"
_LONGEST_TEXT = 50_000_000  # characters; spaCy's own limit is meant for parsers, which are not used here
_LOADING = Lock()
_RUNNING = Lock()


@Pipeline.component(COMPONENT, assigns=["token.is_sent_start", "doc.sents"])
def mark_sentences(doc: Doc) -> Doc:
    """Set `is_sent_start` on every token by our rules."""
    # All at once: the setter of a single token looks through the whole text each time.
    begins = np.isin(doc.to_array(["IDX"]).ravel(), sentence_starts(doc.text))
    flags: Any = np.where(begins, 1, -1).astype(np.uint64)
    return doc.from_array(["SENT_START"], flags)


@cache
def _loaded(language: Language) -> Pipeline:
    pipeline = spacy.blank(language)
    # The language's exceptions are abbreviations, which our rules know better; without them it runs far faster.
    tokenizer: Any = pipeline.tokenizer
    tokenizer.rules = {}
    pipeline.add_pipe(COMPONENT)
    pipeline.max_length = _LONGEST_TEXT
    return pipeline


def pipeline_for(language: Language) -> Pipeline:
    """The pipeline of a language, loaded once in the life of the program, by whichever thread asks first."""
    with _LOADING:
        return _loaded(language)


def sentences(source: Source) -> list[tuple[int, int]]:
    """Spans of the sentences, in order; none crosses a paragraph or a turn, and together they hold every word.

    Safe to call from several threads.
    """
    text = without_marks(source)
    blocks = paragraphs(source)
    moments = sorted(source.moments, key=lambda moment: moment.at)
    pipeline = pipeline_for(source.language)
    spans: list[tuple[int, int]] = []
    # The pipeline's tables of words grow while it runs: one thread at a time.
    with _RUNNING:
        # A paragraph's own line breaks only fitted it to a page.
        docs = pipeline.pipe(text[start:end].replace("\n", " ") for start, end in blocks)
        for (offset, _), doc in zip(blocks, docs, strict=True):
            for sentence in doc.sents:
                words = sentence.text.rstrip()
                start = offset + sentence.start_char
                if words:
                    spans += bearable(text, start, start + len(words), moments)
    return spans
