from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from time import process_time
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from coding.model import UNITS, Mark, Moment, Source, Turn
from coding.segmentation import segments, sentences
from coding.segmentation.pause import LONGEST
from coding.segmentation.sentence import COMPONENT, pipeline_for


def interview(*turns: tuple[str, str], between: str = "\n", **fields: object) -> Source:
    """A source of labelled lines, the labels marked."""
    text, spans, marks = "", [], []
    for label, words in turns:
        marks.append(Mark(len(text), len(text) + len(label) + 2, "label"))
        text += f"{label}: "
        spans.append(Turn(len(text), len(text) + len(words), label))
        text += words + between
    return replace(Source("W1", text, turns=tuple(spans), marks=tuple(marks)), **fields)  # type: ignore[arg-type]


def texts(source: Source, unit: str) -> list[str]:
    return [segment.text for segment in segments(source, unit)]  # type: ignore[arg-type]


def test_a_turn_is_what_was_said_without_the_label() -> None:
    source = interview(("P", "Ada rapat?"), ("IK-01", "Ada. Tapi jarang."))
    found = segments(source, "turn")
    assert [(s.speaker, s.text) for s in found] == [("P", "Ada rapat?"), ("IK-01", "Ada. Tapi jarang.")]
    assert all(source.text[s.start : s.end] == s.text for s in found)


def test_sentences_subdivide_turns_and_keep_the_speaker() -> None:
    source = interview(("P", "Ada rapat"), ("IK-01", "Ada, Pak. Tapi jarang"))
    assert [(s.speaker, s.text) for s in segments(source, "sentence")] == [
        ("P", "Ada rapat"),
        ("IK-01", "Ada, Pak."),
        ("IK-01", "Tapi jarang"),
    ]


def test_a_time_mark_inside_a_turn_is_cut_out_and_the_blanks_fold() -> None:
    source = interview(("IK", "Rapat itu [00:01:12] belum pernah ada."))
    at = source.text.index("[00")
    source = replace(source, marks=(*source.marks, Mark(at, at + 10, "time")))
    for unit in UNITS:
        assert texts(source, unit) == ["Rapat itu belum pernah ada."]


def test_page_furniture_in_the_middle_of_a_sentence_does_not_divide_it() -> None:
    text = "Dokumen ini mengatur pembagian\n\n48\n\ntugas antar instansi. Selesai."
    at = text.index("48")
    source = Source("D-01", text, kind="document", marks=(Mark(at, at + 2, "page"),))
    assert texts(source, "sentence") == ["Dokumen ini mengatur pembagian tugas antar instansi.", "Selesai."]
    assert texts(source, "paragraph") == ["Dokumen ini mengatur pembagian tugas antar instansi. Selesai."]


def test_page_furniture_between_two_sentences_leaves_the_paragraphs_apart() -> None:
    text = "Dokumen ini selesai.\n\n48\n\nTugas antar instansi."
    source = Source("D-01", text, kind="document", marks=(Mark(22, 24, "page"),))
    assert texts(source, "paragraph") == ["Dokumen ini selesai.", "Tugas antar instansi."]


def test_header_lines_are_never_segments() -> None:
    head = "Kode: O-01\nTanggal: 12 Januari 2026\n"
    source = Source("O-01", head + "\nLoket masih kosong. Antrean panjang.", kind="observation")
    source = replace(source, marks=(Mark(0, len(head), "header"),))
    for unit in UNITS:
        found = segments(source, unit)
        assert all(s.start >= len(head) and s.speaker is None for s in found)
    assert texts(source, "turn") == ["Loket masih kosong. Antrean panjang."]


def test_paragraphs_are_the_lines_of_a_turn() -> None:
    source = interview(("IK", "Pertama soal jadwal.\nKedua soal orang.\n\nKetiga soal uang."))
    assert texts(source, "paragraph") == ["Pertama soal jadwal.", "Kedua soal orang.", "Ketiga soal uang."]


WRAPPED = (
    "Pada hari itu ruang tunggu sudah penuh sejak pagi dan petugas di\n"
    "loket pertama masih menunggu jaringan yang belum juga tersambung\n"
    "sehingga warga diminta duduk kembali sambil menunggu panggilan.\n"
    "\n"
    "Menjelang siang petugas kedua datang membawa daftar antrean yang\n"
    "ditulis tangan, lalu nama dipanggil satu per satu tanpa pengeras\n"
    "suara. Warga tetap tenang."
)


def test_a_hard_wrapped_text_splits_at_blank_lines_only() -> None:
    source = Source("O-02", WRAPPED, kind="observation")
    assert [text.split()[0] for text in texts(source, "paragraph")] == ["Pada", "Menjelang"]
    assert len(texts(source, "sentence")) == 3


def test_a_short_last_line_ends_a_paragraph_of_a_wrapped_text_without_blank_lines() -> None:
    source = Source("O-02", WRAPPED.replace("\n\n", "\n").replace("panggilan.", "nama."), kind="observation")
    shorter = replace(source, text=source.text.replace("kembali sambil menunggu nama.", "lagi."))
    assert [text.split()[0] for text in texts(shorter, "paragraph")] == ["Pada", "Menjelang"]


def test_a_long_run_without_marks_is_cut_before_conjunctions() -> None:
    words = " ".join(["kami menunggu kabar dari kantor pusat soal jaringan dan data warga"] * 12)
    pieces = texts(Source("W1", words), "sentence")
    assert " ".join(pieces) == words
    assert all(8 <= len(piece.split()) <= 40 for piece in pieces)
    assert all(piece.startswith("dan ") for piece in pieces[1:])


def test_a_long_run_is_cut_at_the_pauses_of_the_recording() -> None:
    words = [f"kata{number}" for number in range(100)]
    text = " ".join(words)
    pauses = [text.index("kata25"), text.index("kata50"), text.index("kata70")]
    moments = [Moment(0, 0.0, 9.0), *(Moment(at, 10.0 * n, 10.0 * n + 8) for n, at in enumerate(pauses, 1))]
    starts = [start for start, _ in sentences(Source("W1", text, moments=tuple(moments)))]
    assert starts == [0, *pauses]


def test_a_long_run_without_any_hold_still_gets_bearable_pieces() -> None:
    pieces = texts(Source("W1", "kata " * 500), "sentence")
    assert max(len(piece.split()) for piece in pieces) <= 40


def test_a_long_sentence_with_its_mark_stays_whole() -> None:
    text = "kata " * (LONGEST + 20) + "selesai."
    assert len(texts(Source("D-01", text, kind="document"), "sentence")) == 1


def test_ids_are_stable_and_depend_on_source_text_version_unit_and_offsets() -> None:
    source = interview(("IK", "Ada."))
    kept = replace(source, id=UUID(int=1))
    variants = [source, kept, replace(kept, text_version=2), replace(source, name="W2")]
    ids = [segments(variant, unit)[0].id for variant in variants for unit in UNITS]
    assert len(set(ids)) == len(ids)
    assert segments(kept, "turn")[0].id == segments(replace(kept, name="renamed"), "turn")[0].id


def test_stored_sentences_are_taken_as_they_are() -> None:
    source = interview(("IK", "Ada. Tapi jarang."))
    start = source.turns[0].start
    found = segments(source, "sentence", spans=[(start, start + 17)])
    assert [s.text for s in found] == ["Ada. Tapi jarang."]


def test_an_empty_source_has_no_segments() -> None:
    assert [segments(Source("W1", text), unit) for unit in UNITS for text in ("", " \n")] == [[]] * 6


def test_the_rules_stand_in_a_spacy_pipeline_that_is_loaded_once() -> None:
    with ThreadPoolExecutor(4) as pool:
        pipelines = set(map(id, pool.map(pipeline_for, ["id"] * 8)))
    assert len(pipelines) == 1
    assert pipeline_for("en").pipe_names == [COMPONENT]


def test_many_threads_get_the_same_sentences() -> None:
    source = interview(*[("IK", "Bpk. Andi datang. Terus pulang.")] * 20)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(sentences, [source] * 8))
    assert all(answer == answers[0] for answer in answers)
    assert len(answers[0]) == 40


WORDS = st.text(alphabet='aB .,?!…\n"”)1é😀\t', max_size=80)


@given(st.lists(st.tuples(st.sampled_from(["P", "IK"]), WORDS), max_size=5), st.sampled_from(["\n", "\n\n"]))
def test_no_word_is_lost_and_nothing_crosses_a_turn(turns: list[tuple[str, str]], between: str) -> None:
    source = interview(*turns, between=between)
    for unit in UNITS:
        found = segments(source, unit)
        assert all(a.end <= b.start for a, b in pairwise(found))
        for turn in source.turns:
            inside = [s for s in found if turn.start <= s.start and s.end <= turn.end and s.speaker == turn.speaker]
            said = "".join(source.text[s.start : s.end] for s in inside)
            assert "".join(said.split()) == "".join(source.text[turn.start : turn.end].split())


def test_headings_and_numbered_items_of_a_wrapped_text_stand_alone() -> None:
    text = (
        "Pasal 3\n"
        "(1) Penyelenggara menyiapkan ruang tunggu yang layak bagi warga\n"
        "dan tempat duduk yang cukup.\n"
        "(2) Penyelenggara menyusun kalender layanan bersama para mitra\n"
        "paling lambat pada bulan Desember.\n"
        "Pasal 4\n"
        "Kalender dimaksud memuat tempat, waktu, dan nama petugas yang\n"
        "bertanggung jawab."
    )
    starts = [text.split(" ")[0] for text in texts(Source("D-02", text, kind="document"), "paragraph")]
    assert starts == ["Pasal", "(1)", "(2)", "Pasal", "Kalender"]


def test_lines_of_any_length_without_marks_are_not_taken_for_wrapped_ones() -> None:
    lines = ["ya kami tunggu saja di depan loket itu sampai sore hari", "terus", "tidak ada yang datang", "pulang lagi"]
    assert texts(Source("W1", "\n".join(lines * 3)), "paragraph") == lines * 3


def test_one_long_unattributed_text_takes_time_in_proportion_to_its_length() -> None:
    def seconds(count: int) -> float:
        source = Source("D-03", "Datanya belum ada. " * count, kind="document")
        began = process_time()
        assert len(segments(source, "sentence")) == count
        return process_time() - began

    seconds(10)
    # Ten times the text; a quadratic rule would take a hundred times as long.
    assert min(seconds(10_000) for _ in range(3)) < 40 * min(seconds(1_000) for _ in range(3))


def test_a_screenful_of_emoji_takes_no_longer_than_as_many_letters() -> None:
    spans = sentences(Source("W1", "Baik. " + "🙂" * 100_000 + " Lalu selesai."))
    assert spans[0] == (0, 5)
    assert spans[-1][1] == 100_020
