"""The words of a report that the program assembles: headings and frames; what the data say is never among them."""

from collections.abc import Mapping

from coding.model import Language

WORDS: Mapping[Language, Mapping[str, str]] = {
    "id": {
        "contents": "Daftar isi",
        "tables": "Daftar tabel",
        "about": "Tentang",
        "writing": "Menulis berkas",
        "figures": "Daftar gambar",
        "table": "Tabel",
        "figure": "Gambar",
        "assembled": (
            "Draf ini disusun oleh program dari isi proyek. Kalimat tentang data berasal dari proposisi, aturan "
            "putusan, catatan, dan kutipan yang tersimpan; selebihnya hanya judul dan hitungan."
        ),
        "method": "Metode Penelitian",
        "method_thesis": "BAB III Metode Penelitian",
        "findings": "Hasil dan Pembahasan",
        "findings_thesis": "BAB IV Hasil dan Pembahasan",
        "conclusion": "Kesimpulan dan Saran",
        "conclusion_thesis": "BAB V Kesimpulan dan Saran",
        "appendix": "Lampiran",
        "informants": "Informan penelitian",
        "coding": "Pengodean dan analisis data",
        "coded": (
            "Bahan penelitian: {sources} sumber dari {informants} informan. Dikodekan: {excerpts} kutipan dengan "
            "{codes} kode, oleh {coders} pengode (buku kode versi {version})."
        ),
        "steps_reduction": (
            "Analisis mengikuti Miles dan Huberman: reduksi data, penyajian data, penarikan kesimpulan dan verifikasi."
        ),
        "steps_condensation": (
            "Analisis mengikuti Miles, Huberman, dan Saldaña: kondensasi data, penyajian data, penarikan kesimpulan "
            "dan verifikasi."
        ),
        "coded_live": (
            "Bahan penelitian: {sources} sumber dari {informants} informan. Dikodekan: {excerpts} kutipan dengan "
            "{codes} kode, oleh {coders} pengode ({codebook})."
        ),
        "evidence_live": "Bukti: {evidence}.",
        "introduction": "Pendahuluan",
        "results": "Hasil",
        "discussion": "Pembahasan",
        "saturation": "Kejenuhan data",
        "agreement": "Kesepakatan antarpengode",
        "soundness": "Keabsahan data",
        "tested": "Proposisi yang diuji: {tested} dari {of}; hasil pengujian yang disimpan: {kept}.",
        "no_agreement": "Koefisien kesepakatan antarpengode belum dihitung.",
        "transcripts": "Transkrip dengan nomor baris",
        "trail": "Jejak audit lengkap",
        "transcripts_elsewhere": (
            "Transkrip dengan nomor baris tidak dicetak di sini; transkrip diambil sebagai dokumen tersendiri."
        ),
        "trail_elsewhere": "Jejak audit lengkap tidak dicetak di sini; jejak audit diambil sebagai dokumen tersendiri.",
        "verdicts": "Putusan atas indikator",
        "verdict": "Putusan: {verdict}. {rule}",
        "counted": "Disebut oleh {said} dari {asked} informan yang ditanya; {excerpts} kutipan.",
        "counted_unasked": "Disebut oleh {said} informan; {excerpts} kutipan.",
        "unspoken": "Tidak ada kutipan tentang indikator ini.",
        "evidence": "Bukti: {for_} mendukung, {against} menentang. Status: {status}.",
        "for": "Yang terkuat mendukung:",
        "against": "Yang terkuat menentang:",
        "all_for": "Mendukung:",
        "all_against": "Menentang:",
        "nothing_against": "Belum ada bukti yang menentang.",
        "rival": "Penjelasan lain: {text}",
        "no_proposition": "Belum ada proposisi tentang indikator ini.",
        "study": "Penelitian secara keseluruhan",
        "advice": "Saran",
        "answers": "{text} (menjawab putusan {verdicts})",
        "displays": "Penyajian data",
        "no_browser": "Gambar ini tidak dapat dibuat di mesin tanpa Chrome, Edge, atau Chromium: {called}.",
        "evidence_list": "Bukti tiap proposisi",
        "none": "Belum ada kesimpulan yang ditulis.",
        "made": "Dibuat {at}. {project}. Buku kode versi {version}, revisi {rev}. Simpul {program}.",
    },
    "en": {
        "contents": "Contents",
        "tables": "List of tables",
        "about": "About",
        "writing": "Writing files",
        "figures": "List of figures",
        "table": "Table",
        "figure": "Figure",
        "assembled": (
            "This draft was assembled by the program from what the project holds. Sentences about the data are those "
            "of its propositions, rules of verdicts, notes and quotations; the rest are headings and counts."
        ),
        "method": "Method",
        "method_thesis": "Chapter III Method",
        "findings": "Findings and Discussion",
        "findings_thesis": "Chapter IV Findings and Discussion",
        "conclusion": "Conclusion and Advice",
        "conclusion_thesis": "Chapter V Conclusion and Advice",
        "appendix": "Appendix",
        "informants": "Informants of the study",
        "coding": "Coding and analysis",
        "coded": (
            "Material: {sources} sources from {informants} informants. Coded: {excerpts} excerpts under {codes} codes, "
            "by {coders} coders (codebook version {version})."
        ),
        "steps_reduction": (
            "The analysis follows Miles and Huberman: data reduction, data display, conclusion drawing and "
            "verification."
        ),
        "steps_condensation": (
            "The analysis follows Miles, Huberman and Saldaña: data condensation, data display, conclusion drawing "
            "and verification."
        ),
        "coded_live": (
            "Material: {sources} sources from {informants} informants. Coded: {excerpts} excerpts under {codes} codes, "
            "by {coders} coders ({codebook})."
        ),
        "evidence_live": "Evidence: {evidence}.",
        "introduction": "Introduction",
        "results": "Results",
        "discussion": "Discussion",
        "saturation": "Saturation",
        "agreement": "Agreement between coders",
        "soundness": "Soundness of the data",
        "tested": "Propositions tested: {tested} of {of}; results of tests that were kept: {kept}.",
        "no_agreement": "No coefficient of agreement between coders has been worked out yet.",
        "transcripts": "Transcripts by numbered lines",
        "trail": "The whole audit trail",
        "transcripts_elsewhere": (
            "Transcripts with line numbers are not printed here; they are taken away as a document of their own."
        ),
        "trail_elsewhere": "The whole audit trail is not printed here; it is taken away as a document of its own.",
        "verdicts": "Verdicts on the indicators",
        "verdict": "Verdict: {verdict}. {rule}",
        "counted": "Spoken of by {said} of {asked} informants who were asked; {excerpts} excerpts.",
        "counted_unasked": "Spoken of by {said} informants; {excerpts} excerpts.",
        "unspoken": "There is no excerpt about this indicator.",
        "evidence": "Evidence: {for_} for, {against} against. Status: {status}.",
        "for": "The strongest for it:",
        "against": "The strongest against it:",
        "all_for": "For it:",
        "all_against": "Against it:",
        "nothing_against": "Nothing speaks against it yet.",
        "rival": "Another explanation: {text}",
        "no_proposition": "There is no proposition about this indicator yet.",
        "study": "The study as a whole",
        "advice": "Advice",
        "answers": "{text} (answers the verdict on {verdicts})",
        "displays": "Data display",
        "no_browser": "This picture cannot be made on a machine without Chrome, Edge or Chromium: {called}.",
        "evidence_list": "The evidence of each proposition",
        "none": "No conclusion is written yet.",
        "made": "Made {at}. {project}. Codebook version {version}, revision {rev}. Simpul {program}.",
    },
}
