"""Sentences for a thesis say the numbers as the language writes them, and nothing that is not known."""

import numpy as np

from coding.agreement.figure import Figure
from coding.agreement.measuring import measure
from coding.agreement.sentences import Told, interval, number, sentence


def test_numbers_as_each_language_writes_them() -> None:
    one = Figure(0.741, low=0.605, high=0.873)
    assert interval(one, "id") == "0,74 [0,60; 0,87]"
    assert interval(one, "en") == ".74 [.60, .87]"
    assert number(-0.024, "en") == "-.02"
    assert number(-0.001, "id") == "0,00"
    assert number(1.0, "en") == "1.00"
    assert interval(Figure(None, "no_variation"), "id") == "–"


def told(**more: object) -> Told:
    codes = np.zeros((2, 40, 3), np.int8)
    codes[:, :10, 0], codes[:, 20:30, 1], codes[0, 28:, 1] = 1, 1, 1
    found = measure(codes, np.zeros(40, int), [[0, 1, 2]])
    rest = {"blind": True, **more}
    return Told(
        "turn",
        1312,
        2,
        6,
        24,
        3,
        Figure(0.71, low=0.58, high=0.84),
        found.codes,
        ("dialog", "kerja bersama", "fusi"),
        **rest,  # type: ignore[arg-type]
    )


def test_both_languages() -> None:
    assert sentence(told(discussed=41, resolved=33, unresolved=8), "id") == (
        "Dua pengode mengodekan 6 dari 24 teks secara independen (1.312 giliran bicara, buku kode v3). "
        "α Krippendorff (MASI) = 0,71; IK 95 % [0,58; 0,84] (jackknife antarteks); per kode antara 0,40 "
        "(kerja bersama) dan 1,00 (dialog); satu kode tidak pernah dipakai. "
        "Dari 41 perbedaan, 33 diselesaikan melalui diskusi dan 8 tetap berbeda."
    ).replace("0,40", number(_alpha(), "id"))
    assert sentence(told(), "en").startswith(
        "Two coders independently coded 6 of 24 texts (1,312 turns, codebook v3). Krippendorff’s α (MASI) was .71, "
        "95 % CI [.58, .84] (jackknife over texts); per code it ranged from"
    )


def _alpha() -> float:
    value = told().codes[1].figures["alpha"].value
    assert value is not None
    return value


def test_coding_that_was_not_blind_is_not_called_independent() -> None:
    assert "independen" not in sentence(told(blind=False), "id")
    assert "independently" not in sentence(told(blind=False), "en")
