"""Which status the words around a thing propose. The thing spoken of stands in brackets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.model import STATUSES, Language
from coding.suggestion.polarity import Polarity, polarity

INDONESIAN = """
absent    | Belum pernah ada [rapat] bersama dinas lain, Pak.
absent    | Kami tidak pernah [rapat] dengan mereka.
absent    | [Rapat] bersama belum ada.
absent    | Nggak ada [koordinasi] sama sekali.
absent    | Di sini gak ada yang ngajak [rapat].
absent    | Mereka jalan sendiri tanpa [koordinasi].
absent    | Ndak ada [forum] itu di sini.
absent    | Itu bukan [rapat] bersama.
absent    | Datanya belum [terintegrasi].
absent    | Tidak akan ada [penggabungan] loket.
absent    | Kalau [rapat] bersama, belum pernah.
absent    | Soal [sistem] terpadu, itu belum ada.
absent    | Tidak ada rapat, [forum], atau grup.
absent    | Tidak ada rapat, forum, atau [grup] WA.
absent    | Dulu tidak ada [rapat] seperti itu.
absent    | Blm ada [MoU] antara kami.
absent    | Belum ada rencana [penggabungan].
absent    | Belum pernah ada [rapat], kan?
planned   | Tahun depan kami akan [mengintegrasikan] sistem.
planned   | Rencananya ada [rapat] tiap bulan.
planned   | Kami berencana membuat [aplikasi] bersama.
planned   | [Aplikasi] bersama direncanakan tahun 2026.
planned   | Nanti datanya [digabung] satu pintu.
planned   | Kami mau bikin [grup] bersama.
planned   | Belum jadi, tapi nanti [sistemnya] disambung.
existed   | Dulu kami sering [rapat] bersama.
existed   | Dulunya ada [forum] antar dinas.
existed   | Pernah ada [rapat] sekali tahun lalu.
existed   | Sekarang sudah tidak ada [koordinasi].
existed   | [Rapat] bulanan sudah nggak jalan rutin seperti zaman Pak Camat.
existed   | Tidak ada lagi [rapat] sejak kepala dinas ganti.
existed   | Dulu ada [forum] sekarang tidak.
failed    | [Integrasi] data gagal karena anggarannya habis.
failed    | [Rapat] itu batal.
failed    | [Kerja sama] dengan BPN macet.
failed    | [Penggabungan] loket tidak jadi.
failed    | Rencananya [aplikasi] bersama gagal total.
limited   | Kadang ada [rapat], kadang tidak.
limited   | Kadang-kadang kami [berkoordinasi] lewat WA.
limited   | [Rapatnya] tidak pasti.
limited   | [Koordinasi] kami terbatas.
limited   | Jarang sekali ada [rapat] bersama.
limited   | Sebagian data sudah [terintegrasi].
limited   | Belum semua dinas [terlibat].
limited   | [Integrasinya] belum sepenuhnya.
limited   | [Koordinasi] belum maksimal.
limited   | [Rapat] kadang tidak ada.
none      | Kami [rapat] setiap bulan.
none      | Tidak mungkin tidak ada [koordinasi].
none      | Bukan tidak ada [rapat], cuma waktunya sempit.
none      | Kami tidak hanya [rapat] tetapi juga berbagi data.
none      | Keberhasilan itu tidak lepas dari [koordinasi] kami.
none      | Mau tidak mau kami harus [berkoordinasi].
none      | Apakah pernah ada [rapat] bersama?
none      | Belum ada [rapat] ya, Pak?
none      | Kalau tidak ada [rapat], kami telepon saja.
none      | Kalau ada [rapat], kami tidak datang.
none      | Kami [rapat] karena tidak ada data.
none      | Kami tidak punya server, tapi [koordinasi] jalan terus.
none      | Akan tetapi [rapat] tetap jalan.
none      | Kami tidak pernah gagal [berkoordinasi].
none      | Selama ini [koordinasi] tidak ada kendala.
none      | Kami [rapat] dengan dinas lain yang tidak punya loket.
none      | Kami [rapat] dulu baru jalan.
none      | Kami [rapat] dan tidak pernah absen.
none      | Jadwalnya kita geser biar nggak [numpuk].
none      | Kami tanya sudah [disambung] atau belum.
failed    | [Forum] itu bubar setelah dua bulan.
none      | Belum. Kami [rapat] minggu depannya.
"""
ENGLISH = """
absent    | We have never had a joint [meeting].
absent    | There is no [coordination] here.
absent    | They don't [share] data.
absent    | We work without [coordination].
absent    | They won't [join] us.
planned   | We will [merge] the counters.
planned   | They're going to [share] the data.
planned   | We plan to [integrate] the systems.
existed   | We used to [meet] every month.
existed   | There is no longer a [forum].
existed   | We don't [meet] anymore.
failed    | The [merger] fell through.
failed    | The joint [system] failed because money ran out.
limited   | We sometimes [meet].
limited   | [Cooperation] is limited.
limited   | They don't always [answer].
none      | We [meet] every week.
none      | We not only [meet] but also share data.
none      | Do you ever [meet]?
none      | If there is no [meeting], we call.
none      | We have no server, but we [meet].
none      | No doubt they [cooperate].
"""


def rows(table: str) -> list[tuple[str, str]]:
    return [(row.partition("|")[0].strip(), row.partition("|")[2].strip()) for row in table.strip().splitlines()]


def judged(marked: str, language: Language) -> Polarity:
    start, end = marked.index("["), marked.index("]") - 1
    return polarity(marked.replace("[", "").replace("]", ""), start, end, language)


def name(said: Polarity) -> str:
    return "limited" if said.limited else said.status or "none"


@pytest.mark.parametrize(("status", "marked"), rows(INDONESIAN))
def test_indonesian(status: str, marked: str) -> None:
    assert name(judged(marked, "id")) == status


@pytest.mark.parametrize(("status", "marked"), rows(ENGLISH))
def test_english(status: str, marked: str) -> None:
    assert name(judged(marked, "en")) == status


def test_what_is_limited_exists() -> None:
    assert judged("Kadang-kadang ada [rapat].", "id") == Polarity("exists", True, ("Kadang-kadang",))


def test_the_deciding_words_are_named_as_they_stand() -> None:
    assert judged("Sampai kini Belum  pernah ada [rapat].", "id").words == ("Belum  pernah",)


def test_a_whole_passage_is_judged_where_its_clauses_agree() -> None:
    agreeing = "Belum pernah ada rapat. Kami kirim surat, tidak ada balasan."
    assert polarity(agreeing, 0, len(agreeing), "id").status == "absent"
    divided = "Belum ada rapat. Rencananya bulan depan."
    assert polarity(divided, 0, len(divided), "id") == Polarity()


@given(
    st.lists(st.sampled_from("belum tidak akan dulu kadang gagal rapat ada yang kalau dan , . ? tanpa".split())),
    st.data(),
)
def test_any_words_get_an_answer_whose_words_stand_in_the_text(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    said = polarity(text, start, end, "id")
    assert said.status is None or said.status in STATUSES
    assert all(word in text for word in said.words)
    assert bool(said.words) == bool(said.status)
    assert not said.limited or said.status == "exists"
