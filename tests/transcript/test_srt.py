"""SubRip: the same cues, with numbers for names."""

from coding.transcript import render
from coding.transcript.srt import read


def test_cues_without_blank_lines_between_keep_their_words_and_lose_their_numbers() -> None:
    text = "1\n00:00:01,000 --> 00:00:03,000\n[SPEAKER_00]: Halo\nsemua\n"
    text += "2\n00:00:03,000 --> 00:00:05,000\n[SPEAKER_01]: <i>Ya</i>\n"
    rendered = read(text.encode())
    assert rendered.text == "SPEAKER_00: Halo semua\nSPEAKER_01: Ya"
    assert [moment.start for moment in rendered.moments] == [1.0, 3.0]


def test_two_speakers_in_one_cue_are_two_turns() -> None:
    text = "1\n00:00:01,000 --> 00:00:03,000\nBudi: Apa?\nAni: Ya.\n\n2\n00:00:03,000 --> 00:00:04,000\nBudi: Oke.\n"
    assert read(text.encode()).text == "Budi: Apa?\nAni: Ya.\nBudi: Oke."


def test_transcription_marks_are_no_tags() -> None:
    text = "1\n00:00:01,000 --> 00:00:03,000\n<font color='red'>dia</font> <n(x)> {\\an8}bilang <=>\n"
    assert read(text.encode()).text == "dia <n(x)> bilang <=>"


def test_a_blank_line_inside_a_cue_loses_nothing() -> None:
    text = "1\n00:00:01,000 --> 00:00:03,000\nsatu\n\ndua\n\n2\n00:00:03,000 --> 00:00:04,000\ntiga\n"
    assert read(text.encode()).text == "satu dua tiga"


def test_srt_and_vtt_are_told_apart_by_content() -> None:
    assert render("x.txt", b"1\n00:00:01,000 --> 00:00:03,000\nhalo\n").format == "srt"
    assert render("x.srt", b"WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nhalo\n").format == "vtt"
