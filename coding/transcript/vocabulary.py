"""Words that tell a speaker's label, a line of metadata and a sentence apart. Role words are never a reason to refuse.

All lists are compared in lower case; they hint, the shape of the neighbouring lines decides.
"""


def word_set(words: str) -> frozenset[str]:
    """The words of a sentence as a set."""
    return frozenset(words.split())


INTERVIEWER = word_set(
    "pewawancara peneliti penanya tanya pertanyaan moderator fasilitator interviewer researcher facilitator host "
    "question q int intv entrevistador entrevistadora investigador investigadora moderadora enumerator surveyor"
)
INFORMANT = word_set(
    "informan narasumber responden partisipan subjek subyek terwawancara peserta warga jawab jawaban informant "
    "interviewee respondent participant subject guest answer entrevistado entrevistada participante inf resp nara "
    "narsum narsumber pemohon masyarakat"
)
OTHER_ROLES = word_set(
    "speaker penutur pembicara notulis observer pengamat petugas bapak bpk pak ibu bu kepala staf staff unknown "
    "asisten assistant penerjemah translator voice male female sdr sdri saudara mas mbak haji hj kang bang kak man "
    "woman mr mrs ms dr prof sir seseorang semua all everyone operator loket"
)
ROLES = INTERVIEWER | INFORMANT | OTHER_ROLES
"""Words that make a label a likely speaker, whatever their letters' case."""

PAIRS = (("q", "a"), ("t", "j"), ("p", "j"), ("question", "answer"), ("pertanyaan", "jawaban"), ("tanya", "jawab"))
"""Question and answer as labels, also numbered."""

META = word_set(
    "tanggal tgl hari waktu jam pukul tempat lokasi alamat kode nama jabatan pekerjaan instansi lembaga usia umur "
    "pendidikan durasi lama judul topik nomor no id agama suku status jenis kategori perihal proyek berkas versi "
    "telepon hp email kelamin gender rekaman media ditranskrip transkriptor transkrip transkripsi bahasa lamanya "
    "date time place location venue address code name position occupation job title organisation organization "
    "institution age education duration length project file filename version phone sex recording recorded recordist "
    "transcribed transcriber transcript transcription language consent site country city topic subject-id cohort "
    "pseudonym fecha hora lugar código codigo nombre edad cargo duración duracion datum ort zeit dauer projekt alter "
    "participants attendees peserta-hadir hadir wawancara interview"
)
"""Words of metadata keys: `Tanggal`, `Kode informan`, `Date of interview`."""

NOTES = (
    word_set(
        "catatan catat observasi keterangan ket konteks tujuan tema bagian bab sesi segmen kesimpulan ringkasan "
        "refleksi memo komentar lampiran analisis analisa kategori tindak penutup pembukaan pendahuluan latar suasana "
        "situasi gestur note notes notas nota observation observations observación observacion observaciones context "
        "objective objectives objetivo objetivos aim aims probe probes prompt prompts theme section part session "
        "chapter summary reflection comment comments appendix info information remark remarks closing opening warm-up "
        "tema pregunta preguntas respuesta sección seccion contexto resumen comentario comentarios question questions "
        "pertanyaan answer answers jawaban legend legenda end selesai sumber source gambar tabel figure table"
    )
    | META
) - {"hari"}
"""Form labels, notes and headings that wear a speaker's dress."""

LEGAL = word_set(
    "menimbang mengingat memperhatikan menetapkan memutuskan pasal ayat bab bagian kesatu kedua ketiga keempat kelima "
    "keenam ketujuh kedelapan paragraf tembusan whereas article"
)
"""Openings of the parts of a regulation or a contract."""

FUNCTION = word_set(
    "yang dan di ke dari itu ini untuk dengan tidak ada adalah pada akan sudah juga atau karena kalau jadi bisa oleh "
    "seperti dalam sebagai begini begitu yaitu yakni ialah antara lain berikut tersebut bahwa maka lalu terus tapi "
    "tetapi namun sehingga agar supaya ketika saat saya kami kita mereka dia apa siapa bagaimana kenapa mengapa kapan "
    "the and of to that is was it as on are be this have not but they we you or by an at so what there had if can "
    "which when do did than then because like said says means thing i'm it's that's"
)
"""Small words of sentences; a label does not hold them in lower case."""

DISCOURSE = FUNCTION | word_set(
    "pertama kedua ketiga keempat kelima terakhir contoh contohnya misal misalnya artinya intinya maksudnya pokoknya "
    "singkatnya jelasnya syaratnya caranya alasannya hasilnya masalahnya kesimpulannya sebenarnya memang nah oh eh "
    "ya iya rp pukul pkl jam http https www mailto re ps nb idr usd rasio perbandingan ratio contohlah umpamanya "
    "first firstly second secondly third finally lastly example namely however anyway well yes no yeah okay ok oke "
    "also plus minus total jumlah anggaran biaya target hasil alasan syarat cara langkah solusi masalah kendala "
    "reason reasons result results solution problem problems step steps answer-key pesan prinsip prinsipnya"
)
"""Words that open a sentence's `…:`; alone they are nobody's name."""

SOUNDS = word_set(
    "tertawa ketawa tawa jeda diam hening menangis batuk bersama sambil suara tidak terdengar jelas laughter laughs "
    "laughing laugh pause silence crosstalk inaudible unintelligible music applause sigh sighs cough overlap noise "
    "redacted unclear foreign background musik telepon berdering mengangguk tersenyum nods smiles chuckles sic"
)
"""What transcribers put in brackets that no one said."""

GREETINGS = word_set(
    "halo hai hi hello ya iya yes no tidak baik selamat pagi siang sore malam oke ok okay terima kasih makasih thanks "
    "thank betul benar right yeah sure assalamualaikum waalaikumsalam silakan mari welcome morning afternoon hey fine "
    "good great nggak enggak belum sudah siap hmm mm mhm uh"
)
"""Answers of a word or two: what tells `Ana: Hai` from `Pewawancara: NR`."""

PARTICLES = word_set("bin binti de da do dos del della di van von der den la le al el ibn y e und dan and of & /")
"""Lower-case parts of names."""
