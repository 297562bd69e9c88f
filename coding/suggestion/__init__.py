"""Segments and a Codebook in, Suggestions out: keyword rules, a classifier, and an honest report on both.

A suggester has two verbs: `fit(scheme, corpus, decided)` and `suggest(passages)`. It never makes a Coding.
"""
