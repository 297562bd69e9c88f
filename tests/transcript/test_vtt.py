"""WebVTT: cues of one voice form a turn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.errors import Broken
from coding.model import Moment
from coding.transcript.rendered import Rendered
from coding.transcript.vtt import read


def said(rendered: Rendered) -> list[tuple[str | None, str]]:
    return [(turn.speaker, rendered.text[turn.start : turn.end]) for turn in rendered.turns or ()]


VOICES = """Wawancara W1

WEBVTT

e4a1/1-0
00:01.000 --> 00:03.000
<v INT>Selamat <i>pagi</i> &amp; salam

00:03.000 --> 00:05.000
terus <n(x)>

NOTE ini bukan ucapan

STYLE
::cue { color: red }

01:00:05.500 --> 01:00:04.000 align:start
<v.keras Ibu Ani>Ya</v> <v INT>Oke</v>
"""


def test_voices_become_labels_and_an_unlabelled_cue_continues_the_turn() -> None:
    rendered = read(VOICES.encode())
    assert rendered.text == "INT: Selamat pagi & salam terus <n(x)>\nIbu Ani: Ya\nINT: Oke"
    assert said(rendered) == [("INT", "Selamat pagi & salam terus <n(x)>"), ("Ibu Ani", "Ya"), ("INT", "Oke")]
    assert rendered.header == {"Title": "Wawancara W1"}


def test_every_cue_leaves_a_moment_even_where_it_ends_before_it_starts() -> None:
    moments = read(VOICES.encode()).moments
    assert moments[:2] == (Moment(5, 1.0, 3.0), Moment(26, 3.0, 5.0))
    assert moments[2] == Moment(48, 3605.5, 3605.5)


def test_names_before_a_colon_are_speakers_even_of_one_cue() -> None:
    cues = ["Budi Santoso: Selamat pagi", "Siti: Pukul 09:30 pak", "jadi begini: pertama", "Pak Joko: Numpang tanya"]
    times = (f"\n{n}\n00:00:0{n}.000 --> 00:00:0{n}.900\n{cue}\n" for n, cue in enumerate(cues))
    assert said(read(("WEBVTT\n" + "".join(times)).encode())) == [
        ("Budi Santoso", "Selamat pagi"),
        ("Siti", "Pukul 09:30 pak jadi begini: pertama"),
        ("Pak Joko", "Numpang tanya"),
    ]


def test_one_colon_among_many_cues_makes_no_speaker() -> None:
    cues = ["Catatan: ini penting", *(f"kata {n}" for n in range(20))]
    times = (f"\n00:{n:02}.000 --> 00:{n:02}.900\n{cue}\n" for n, cue in enumerate(cues))
    assert [speaker for speaker, _ in said(read(("WEBVTT\n" + "".join(times)).encode()))] == [None]


def test_rolling_captions_are_kept_once() -> None:
    rolling = """WEBVTT
Kind: captions
Language: id

00:00:00.000 --> 00:00:02.000 align:start position:0%
selamat<00:00:00.400><c> pagi</c>

00:00:02.000 --> 00:00:02.010 align:start position:0%
selamat pagi
\x20

00:00:02.010 --> 00:00:04.000 align:start position:0%
selamat pagi
semua<00:00:02.400><c> orang</c>

00:00:04.000 --> 00:00:04.010 align:start position:0%
semua orang
\x20

00:00:04.010 --> 00:00:06.000
semua orang
di<00:00:05.000><c> sini</c>
"""
    rendered = read(rolling.encode())
    assert rendered.text == "selamat pagi semua orang di sini"
    assert rendered.header["Language"] == "id"


def test_a_word_that_is_said_twice_stays_twice() -> None:
    text = "WEBVTT\n" + "".join(f"\n00:0{n}.000 --> 00:0{n}.900\nYa.\n" for n in range(3))
    assert read(text.encode()).text == "Ya. Ya. Ya."


def test_without_speakers_a_pause_begins_a_line_of_the_one_turn() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nSatu.\n\n00:02.500 --> 00:03.000\nDua.\n\n00:05.000 --> 00:06.000\nTiga."
    assert said(read(text.encode())) == [(None, "Satu. Dua.\nTiga.")]


def test_without_speakers_a_long_stretch_breaks_after_a_sentence() -> None:
    cue = " ".join(["kata"] * 20) + "."
    text = "WEBVTT\n" + "".join(f"\n00:{n:02}.000 --> 00:{n + 1:02}.000\n{cue}\n" for n in range(7))
    assert [len(line.split()) for line in read(text.encode()).text.split("\n")] == [60, 60, 20]


def test_a_file_without_cues_is_broken() -> None:
    with pytest.raises(Broken):
        read(b"WEBVTT\n\nhalo\n")


WORD = st.text(st.characters(categories=("L", "N"), exclude_characters="\ufeff"), min_size=1, max_size=8)


@given(st.lists(st.lists(WORD, min_size=1, max_size=6), min_size=1, max_size=8))
def test_words_of_alternating_voices_come_back(turns: list[list[str]]) -> None:
    wanted = [(f"S{at % 2}", " ".join(words)) for at, words in enumerate(turns)]
    cues = (f"\n00:00:{at:02}.000 --> 00:00:{at:02}.900\n<v {who}>{words}\n" for at, (who, words) in enumerate(wanted))
    assert said(read(("WEBVTT\n" + "".join(cues)).encode())) == wanted


def test_voices_named_in_the_names_of_cues_are_found() -> None:
    cues = (
        '1 "Nur Rahma" (123)\n00:01.000 --> 00:02.000\nPagi.\n\n2 "Hendra" (45)\n00:02.000 --> 00:03.000\nPagi, Bu.\n'
    )
    assert said(read(f"WEBVTT\n\n{cues}".encode())) == [("Nur Rahma", "Pagi."), ("Hendra", "Pagi, Bu.")]


def test_a_note_above_the_first_cue_is_no_title() -> None:
    assert read(b"WEBVTT\n\nNOTE\nmade by a tool\n\n00:01.000 --> 00:02.000\nPagi.\n").header == {}
