"""Features are learned from texts alone, survive as plain arrays, and know which word each number came from."""

import io

import numpy as np

from coding.suggestion.features import Features
from coding.suggestion.features_words import Words, tokens_of
from coding.suggestion.material import Label, Passage, Pattern

TEXTS = (
    "Dinas berkoordinasi dengan kecamatan.",
    "Koordinasi antar dinas sulit sekali.",
    "Anggaran tahun ini terlambat cair.",
    "Dana dan anggaran belum cair juga.",
    "Rapat rutin setiap bulan dengan dinas.",
)
CORPUS = [Passage(str(place), "W1" if place < 3 else "W2", text) for place, text in enumerate(TEXTS)]


def test_rows_have_length_one_and_half_of_it_from_terms() -> None:
    words = Words("id").fit(TEXTS)
    table = words.matrix(TEXTS)
    np.testing.assert_allclose(np.asarray(table.multiply(table).sum(axis=1)).ravel(), 1, rtol=1e-5)
    terms = table[:, : words.terms]
    np.testing.assert_allclose(np.asarray(terms.multiply(terms).sum(axis=1)).ravel(), 0.5, rtol=1e-5)


def test_passages_about_the_same_thing_lie_nearer_than_others() -> None:
    meaning = Features("id").fit(CORPUS).meaning
    assert meaning[2] @ meaning[3] > meaning[2] @ meaning[0] + 0.1


def test_a_neighbour_in_another_document_mixes_nothing_in() -> None:
    features = Features("id").fit(CORPUS)
    alone = Features("id").fit([Passage(str(place), str(place), text) for place, text in enumerate(TEXTS)])
    np.testing.assert_array_equal(alone.smoothed, alone.meaning)
    expected = features.meaning[3] + 0.5 * features.meaning[4]
    np.testing.assert_allclose(features.smoothed[3], expected / np.linalg.norm(expected), rtol=1e-5)


def test_features_come_back_from_a_file_without_pickle() -> None:
    features = Features("id").fit(CORPUS)
    file = io.BytesIO()
    np.savez(file, **features.arrays())
    file.seek(0)
    with np.load(file, allow_pickle=False) as arrays:
        again = Features.from_arrays(arrays)
    assert (again.ids, again.docs, again.running) == (features.ids, features.docs, features.running)
    np.testing.assert_array_equal(again.smoothed, features.smoothed)
    for one, other in zip(again.transform(["dana koordinasi"]), features.transform(["dana koordinasi"]), strict=True):
        assert abs(one - other).max() == 0


def test_every_number_of_a_row_belongs_wholly_to_words_of_its_text() -> None:
    words = Words("id").fit(TEXTS)
    row = words.matrix([TEXTS[1]])
    owners = words.owners(TEXTS[1])
    assert set(owners.words) == set(tokens_of(TEXTS[1]))
    np.testing.assert_allclose(np.bincount(owners.number, owners.share), np.ones(row.nnz))
    assert np.isclose(owners.sum(row.data[:, None]).sum(), row.data.sum())


def test_projects_without_a_word_have_features_all_the_same() -> None:
    for corpus in ([], [Passage("1", "W1", "…")], [Passage("1", "W1", ""), Passage("2", "W1", "-")]):
        features = Features("en").fit(corpus)
        assert features.meaning.shape[0] == len(corpus)
        assert not features.transform(["anything"])[1].any()
        assert features.vocabulary.owners("anything").words in ((), ("anything",))


def test_a_definition_lies_nearest_to_passages_that_use_its_words() -> None:
    features = Features("id").fit(CORPUS)
    labels = (Label("K", "Koordinasi"), Label("A", "Uang", "dana", (Pattern("anggaran"),)))
    near = features.meaning @ features.definitions(labels).T
    assert near[0].argmax() == near[1].argmax() == 0
    assert near[2].argmax() == near[3].argmax() == 1


def test_the_order_of_texts_is_nothing_to_the_words() -> None:
    one, other = Words("id").fit(TEXTS), Words("id").fit(TEXTS[::-1])
    assert one.index == other.index
    np.testing.assert_array_equal(one.idf, other.idf)
