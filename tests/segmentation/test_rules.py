"""Each line holds sentences divided by " | "; the rules get them joined by blanks and must find the bars again.

The lines were written for this test and the rules were tuned on them: they hold the rules in place, and say nothing
about texts nobody has seen.
"""

import pytest

from coding.segmentation.rules import sentence_starts

INDONESIAN = """
Tadi Bpk. Andi sudah ke loket. | Beliau ketemu Ibu Hj. Siti di ruang tunggu.
Dasarnya UU No. 25 Tahun 2009. | Terus turunannya Permenpan No. 23 Tahun 2017.
Biayanya Rp 1.500.000 per tahun. | Itu sudah termasuk materai.
Kalau yang ini Rp. 50.000 saja, Mbak. | Bayarnya di bank.
Berkasnya KTP, KK, akta, dll. harus dibawa semua.
Berkasnya KTP, KK, akta, dll. | Semua harus dibawa sendiri.
Kami buka Senin s.d. Jumat, jam 08.00 sampai 15.00. | Sabtu libur.
Surat itu a.n. Kepala Dinas, jadi d.a. Kantor MPP Kota.
Rapatnya tgl. 5 Maret, lihat hlm. 12 di notulen.
Kantornya di Jl. Basuki Rahmat No. 40 Kel. Sawah Lebar Kec. Ratu Agung. | Dekat balai kota lama.
Kepala Dinas Kab. Kaur waktu itu Drs. H. Ahmad Zaki, M.Si. yang hadir.
Yang tanda tangan Dr. Ir. Rahmat, S.Sos., M.Si. | Beliau sekarang sudah pensiun.
Narasumbernya Budi Santoso, S.IP, dari bidang perizinan.
Iya, Pak. | Nanti saya sampaikan ke pimpinan.
Siap Pak. | Kami ikut saja.
Kami sempat ketemu Pak. Ahmad dari Samsat.
Sdr. Hendra yang pegang data. | Saya cuma bantu.
Ya... gimana ya... pokoknya belum ada.
Eee… anu… datanya beda. | Jadi warga bolak-balik.
Waktu itu kami lapor ke... Pak Kadis langsung.
Begitu saja... | Terus orangnya pulang.
Kata atasan saya, "Tunggu dulu." | Jadi kami tunggu.
"Sudah sampai mana?" tanya beliau waktu itu.
“Belum ada SK-nya.” | Katanya sih minggu depan.
Bagaimana koordinasinya?! | Tidak jelas!! | Sampai sekarang tidak jelas.
Ada rapat nggak? | kalau ada kapan?
Ada tiga hal: 1. Rapat rutin. | 2. Grup WA. | 3. Surat.
1. Pendaftaran lewat aplikasi. | 2. Ambil nomor antrean.
a. Koordinasi antarloket masih kurang. | b. Jadwal belum pasti.
Nilainya 3.75 dari 5. | Itu hasil survei.
Di loket A. | Kemudian pindah ke loket B.
Petugasnya M. Yusuf dan A. Rahman. | Dua-duanya dari Dukcapil.
Dokumen dsb. itu kami simpan. | Arsip lama dst. dipindah.
Layanan tertentu, mis. paspor, belum tiap hari.
Pukul 09.30 WIB. | Setelah itu kami tutup.
Anggarannya kurang lebih 2,5 miliar. | Belum termasuk gedung.
Saya kurang tahu. | (tertawa) Tanya Ibu Kabid saja.
Jangan. | Nanti. | Besok saja.
Sudah saya kirim ke info@mpp.go.id. | Tapi belum dibalas.
Lihat www.mpp.go.id. di sana ada.
Kami lapor saja.Habis itu menunggu. | Lama sekali.
sudah. | nanti saya cek lagi. | belum tentu bisa.
Pasalnya Ps. 7 ayat 2. | Bunyinya begitu.
Kerja sama dengan PT. Taspen dan CV. Maju masih jalan.
"""

ENGLISH = """
Mr. Harris met Dr. Lee at 9 a.m. in the office. | They talked for an hour.
We moved to the U.S. in May. | It was cold.
Some forms, e.g. the permit, come later. | Others, i.e. the card, come at once.
She said no. | Then she left.
See No. 5 on p. 12. | It costs $1,500.00 in total.
We ask for ID, proof of address, etc. | The rest is easy.
"Who decides?" she asked.
He paused... and went on. | I... I don't know.
Well... | Nobody came.
J. K. Brown signed it. | St. Mary was closed.
They told us, "Wait outside." | So we waited.
"""

GLUED = {"Kami lapor saja.Habis itu menunggu. | Lama sekali."}


def lines(block: str) -> list[str]:
    return [line for line in block.strip().splitlines() if line]


def expected(line: str) -> tuple[str, set[int]]:
    parts = line.split(" | ")
    starts, at = set(), 0
    for part in parts:
        starts.add(at)
        at += len(part) + 1
    if line in GLUED:
        starts.add(line.index("Habis"))
    return " ".join(parts), starts


@pytest.mark.parametrize("line", lines(INDONESIAN) + lines(ENGLISH))
def test_sentences_begin_where_the_bars_stand(line: str) -> None:
    text, starts = expected(line)
    assert set(sentence_starts(text)) == starts


def test_a_line_break_ends_a_sentence_even_without_a_mark() -> None:
    assert sentence_starts("jadwal belum ada\n  terus rapat juga belum") == [0, 19]


def test_blank_text_has_no_sentences() -> None:
    assert sentence_starts(" \n\t ") == []


def test_text_without_capitals_is_cut_at_its_marks_but_not_at_abbreviations() -> None:
    assert sentence_starts("ketemu bpk. andi. habis itu pulang.") == [0, 18]
