"""Indonesian forms: what belongs to a root, what only looks as if, and how a form explains itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.suggestion.inflection import ENDINGS, LOOK_ALIKES, Family, explain, family, forms

FAMILIES = {
    "koordinasi": """koordinasikan berkoordinasi dikoordinasikan mengoordinasikan mengkoordinasikan pengoordinasian
        pengkoordinasian terkoordinasi mengkoordinir dikoordinir koordinir terkoordinir koordinasinya berkoordinasilah
        koordinasi-koordinasi di-koordinasikan ngoordinasiin""",
    "integrasi": """terintegrasi mengintegrasikan diintegrasikan pengintegrasian keterintegrasian integrasinya
        di-integrasikan diintegrasikannya diintegrasiin""",
    "layan": """melayani dilayani pelayan pelayanan layanan pelayanannya pelayanan-pelayanan terlayani layanannya
        dilayaninya pelayananpun""",
    "libat": "terlibat melibatkan dilibatkan keterlibatan pelibatan dilibatin keterlibatannya libatkan ngelibatin",
    "dekat": "mendekat mendekati mendekatkan pendekatan kedekatan berdekatan terdekat dekatnya didekati mendekatkannya",
    "lapor": "melapor melaporkan dilaporkan laporan laporan-laporan pelapor pelaporan laporin ngelapor laporannya",
    "hubung": "berhubungan menghubungi dihubungi hubungan penghubung perhubungan terhubung menghubungkan hubungin",
    "urus": "mengurus diurus pengurus kepengurusan urusan berurusan ngurus ngurusin diurusin urusannya mengurusi",
    "ajak": "mengajak diajak ajakan ngajak ngajakin diajakin ajaklah mengajaknya",
    "serta": "peserta menyertakan disertakan beserta menyertai penyertaan kepesertaan disertai sertakan pesertanya",
    "tanya": "bertanya menanyakan ditanya pertanyaan tanyakan nanya nanyain ditanyain menanyai pertanyaan-pertanyaan",
    "temu": "bertemu menemui pertemuan ketemu menemukan ditemukan temuan pertemuan-pertemuan penemuan ketemuan nemuin",
    "kerja": "bekerja pekerja pekerjaan mengerjakan dikerjakan kerjaan ngerjain pengerjaan kerjanya sekerja",
    "bicara": "berbicara membicarakan dibicarakan pembicaraan pembicara bicarakan ngebicarain bicaralah",
    "sepakat": "bersepakat menyepakati disepakati kesepakatan sepakati disepakatinya kesepakatan-kesepakatan",
    "rencana": "berencana merencanakan direncanakan perencanaan rencananya terencana perencana ngerencanain",
    "usul": "mengusulkan diusulkan usulan pengusul pengusulan usulin ngusulin usulan-usulan",
    "tumpang": "menumpang ditumpang tumpangan menumpangi penumpang numpang",
    "padu": "terpadu memadukan dipadukan perpaduan keterpaduan pemaduan berpadu",
    "berdaya": "pemberdayaan memberdayakan diberdayakan keberdayaan",
    "beda": "berbeda perbedaan membedakan dibedakan perbedaan-perbedaan beda-beda berbeda-beda ngebedain",
    "legalisasi": "legalisir dilegalisir melegalisir melegalisasi dilegalisasi",
    "kesamping": "mengesampingkan dikesampingkan pengesampingan",
    "ragam": "beragam menyeragamkan diseragamkan penyeragaman keseragaman keberagaman seragam",
    "ajar": "belajar pelajar mengajar pengajar pembelajaran pelajaran mempelajari dipelajari ngajar",
    "sama": "bersama sesama kesamaan menyamakan bersama-sama kebersamaan disamakan samakan persamaan sama-sama",
}
STRANGERS = {
    "urus": "jurusan kurus lurus terus khusus harus jurus arus",
    "ajak": "pajak bajak sajak jajak pajaknya",
    "layan": "nelayan layang pelayaran malayan",
    "bina": "binatang binasa kombinasi",
    "hadap": "terhadap terhadapnya",
    "turut": "menurut menurutnya menurutku berturut-turut",
    "perintah": "pemerintah pemerintahan pemerintahannya",
    "angkat": "perangkat perangkatnya",
    "duduk": "penduduk kependudukan penduduknya",
    "dapat": "pendapat pendapatan pendapatnya terdapat",
    "karang": "sekarang",
    "bagi": "bagian sebagian bagiannya",
    "rupa": "merupakan berupa",
    "kena": "mengenai",
    "belum": "sebelum sebelumnya",
    "telah": "setelah setelahnya",
    "pada": "kepada kepadanya",
    "tua": "ketua ketuanya",
    "ada": "berada adalah keadaan kepada",
    "izin": "rizin",
    "kota": "kotak kotor kotak-kotak",
    "data": "datang mendatang kedatangan dataran",
    "rapat": "rapatkanlahlah rapatan2x",
    "dekat": "dekan dekade dekapan",
    "sama": "samar samaran siksaan",
    "libat": "lihat melihat kelihatan",
    "lapor": "lapar lapornyanya",
}
FORMS = [(root, form) for root, words in FAMILIES.items() for form in words.split()]
OTHERS = [(root, word) for root, words in STRANGERS.items() for word in words.split()]


@pytest.mark.parametrize(("root", "form"), FORMS)
def test_a_form_is_found_and_explained(root: str, form: str) -> None:
    assert explain(form, root)


@pytest.mark.parametrize(("root", "word"), OTHERS)
def test_a_word_that_only_looks_alike_is_left_alone(root: str, word: str) -> None:
    assert explain(word, root) == ""


@pytest.mark.parametrize("root", sorted(FAMILIES))
def test_no_family_takes_in_the_root_of_another(root: str) -> None:
    related = {"berdaya", "serta", "kerja"}
    assert not {other for other in FAMILIES if other != root and explain(other, root)} - related


@pytest.mark.parametrize(
    ("form", "root", "explanation"),
    [
        ("mengoordinasikan", "koordinasi", "meN- + koordinasi + -kan"),
        ("mengkoordinir", "koordinasi", "meN- + koordin(asi) + -ir"),
        ("Berkoordinasi", "koordinasi", "ber- + koordinasi"),
        ("keterlibatannya", "libat", "ke- + ter- + libat + -an + -nya"),
        ("laporan-laporannya", "lapor", "lapor + -an + ×2 + -nya"),
        ("bersama-sama", "sama", "ber- + sama + ×2"),
        ("rapat2", "rapat", "rapat + ×2"),
        ("di-integrasikan", "integrasi", "di- + integrasi + -kan"),
        ("ketidaksesuaian", "sesuai", "ke- + tidak- + sesuai + -an"),
        ("layan", "layan", "layan"),
        ("berlari", "layan", ""),
    ],
)
def test_an_explanation_names_the_pieces_in_order(form: str, root: str, explanation: str) -> None:
    assert explain(form, root) == explanation


def test_short_words_and_words_of_grammar_are_not_inflected() -> None:
    assert forms("tua") == {"tua", "tuanya", "tua-tua", "tua-tuanya"}
    assert forms("belum") == {"belum", "belum-belum"}


def test_what_is_listed_as_a_look_alike_would_otherwise_be_taken_for_a_form() -> None:
    for root, words in LOOK_ALIKES.items():
        blind = Family(root)
        blind._others = frozenset()
        assert {word for word in words if not blind.parts(word)} == set()


@given(st.sampled_from(sorted(FAMILIES)), st.data())
def test_every_form_says_how_it_is_made(root: str, data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(sorted(forms(root))))
    parts = family(root).parts(form)
    assert parts
    assert any(part.split("(")[0] in root for part in parts)
    behind = "".join(part[1:] for part in parts if part.startswith("-") and part[1:] not in ("ir", "isir"))
    assert form.endswith(behind)
    assert behind == "" or behind in ENDINGS


@given(st.text(max_size=12))
def test_no_word_breaks_the_look_up(word: str) -> None:
    assert family("koordinasi").parts(word.lower()) is None or word
    assert isinstance(Family(word or "x").forms(), frozenset)
