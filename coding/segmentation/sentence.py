"""Sentences: spaCy's blank pipelines for Indonesian and English with our own rules as a component."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from threading import Lock
from typing import Any

import numpy as np
import spacy
from spacy.language import Language as Pipeline
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, registry

from coding.model import Language, Source
from coding.segmentation.paragraph import paragraphs
from coding.segmentation.pause import bearable
from coding.segmentation.rules import sentence_starts
from coding.segmentation.spoken import without_marks

COMPONENT = "simpul_sentences"
TOKENIZER = "simpul.plain_tokenizer"
_LONGEST_TEXT = 50_000_000  # characters; spaCy's own limit is meant for parsers, which are not used here
_LOADING = Lock()
_RUNNING = Lock()
_ENDLESS = re.compile(r"\S{200,}")


def plain_tokenizer() -> Callable[[Pipeline], Tokenizer]:
    """The language's tokenizer without its exceptions.

    Those of Indonesian are 16,000 abbreviations and hyphenated words: they take two seconds to load and nine tenths of
    the time to run, and the rules know abbreviations better.
    """

    def build(pipeline: Pipeline) -> Tokenizer:
        defaults = pipeline.Defaults
        return Tokenizer(
            pipeline.vocab,
            prefix_search=compile_prefix_regex(defaults.prefixes or ()).search,
            suffix_search=compile_suffix_regex(defaults.suffixes or ()).search,
            infix_finditer=compile_infix_regex(defaults.infixes or ()).finditer,
            url_match=defaults.url_match,
        )

    return build


registry.tokenizers.register(TOKENIZER, func=plain_tokenizer)


@Pipeline.component(COMPONENT, assigns=["token.is_sent_start", "doc.sents"])
def mark_sentences(doc: Doc) -> Doc:
    """Set `is_sent_start` on every token by our rules."""
    # All at once: the setter of a single token looks through the whole text each time.
    begins = np.isin(doc.to_array(["IDX"]).ravel(), sentence_starts(doc.text))
    flags: Any = np.where(begins, 1, -1).astype(np.uint64)
    return doc.from_array(["SENT_START"], flags)


@cache
def _loaded(language: Language) -> Pipeline:
    pipeline = spacy.blank(language, config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    pipeline.add_pipe(COMPONENT)
    pipeline.max_length = _LONGEST_TEXT
    return pipeline


def pipeline_for(language: Language) -> Pipeline:
    """The pipeline of a language, loaded once in the life of the program, by whichever thread asks first."""
    with _LOADING:
        return _loaded(language)


def _bounded(text: str) -> str:
    """The text with runs no word is as long as (a screenful of emoji, a torn file) made plain, letter for letter.

    The tokenizer's time grows with the square of what it must take apart.
    """
    return _ENDLESS.sub(lambda run: "X" * len(run.group()), text)


def sentences(source: Source, *, within: Sequence[tuple[int, int]] | None = None) -> list[tuple[int, int]]:
    """Spans of the sentences, in order; none crosses a paragraph or a turn, and together they hold every word.

    With `within`, only the sentences of these paragraphs of it: those of the others are what they are without them.
    Safe to call from several threads.
    """
    text = without_marks(source)
    blocks = paragraphs(source) if within is None else within
    moments = sorted(source.moments, key=lambda moment: moment.at)
    pipeline = pipeline_for(source.language)
    spans: list[tuple[int, int]] = []
    # The pipeline's tables of words grow while it runs: one thread at a time.
    with _RUNNING:
        # A paragraph's own line breaks only fitted it to a page.
        docs = pipeline.pipe(_bounded(text[start:end].replace("\n", " ")) for start, end in blocks)
        for (offset, _), doc in zip(blocks, docs, strict=True):
            for sentence in doc.sents:
                words = sentence.text.rstrip()
                start = offset + sentence.start_char
                if words:
                    spans += bearable(text, start, start + len(words), moments)
    return spans
