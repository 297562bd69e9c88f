"""The words that fields of a report show beside their numbers; what the data say is never among them."""

from collections.abc import Mapping

from coding.model import Language

WORDS: Mapping[Language, Mapping[str, str]] = {
    "id": {
        "evidence": "{for_} kutipan mendukung, {against} menentang; status: {status}",
        "undecided": "belum diputuskan",
        "unruled": "belum ada aturan",
        "uncoded": "Belum ada yang dikodekan, jadi kesepakatan antarpengode belum dapat dilaporkan.",
        "alone": (
            "Kesepakatan antarpengode tidak dilaporkan: baru satu orang yang mengode, jadi belum ada yang dapat "
            "dibandingkan."
        ),
        "uncounted": "Mengode: {n} orang. Koefisien kesepakatan antarpengode belum dihitung.",
        "few": "Laju kode baru belum dapat dihitung: perlu {needed} wawancara, yang dikodekan baru {n}.",
        "open": "Setelah {n} wawancara, laju kode baru belum turun ke {threshold}% (dasar {base}, deret {run}).",
        "saturated": (
            "Laju kode baru turun ke {threshold}% setelah {at} dari {n} wawancara (dasar {base}, deret {run})."
        ),
        "once": (
            "Dari {all} kode, {once} hanya muncul dalam satu wawancara. Laju ini bergantung pada urutan wawancara, "
            "kehalusan kode, dan siapa yang mengode."
        ),
        "codebook": "buku kode versi {version} ({codes} kode)",
        "broken": "[tidak dapat ditampilkan: {field}]",
        "behind": "Kutipan di balik angka",
        "more": "dan {n} kutipan lain",
        "rests_on": "Bertumpu pada:",
        "evidence_list": "Bukti tiap proposisi",
        "assembled": "Bagian ini disusun oleh program dari isi proyek dan belum disunting.",
        "empty": "Bagian ini belum ditulis.",
    },
    "en": {
        "evidence": "{for_} excerpts for, {against} against; status: {status}",
        "undecided": "not decided yet",
        "unruled": "no rule yet",
        "uncoded": "Nothing is coded yet, so agreement between coders cannot be reported.",
        "alone": (
            "Agreement between coders is not reported: only one person has coded so far, so there is nothing to "
            "compare."
        ),
        "uncounted": "{n} people coded. No coefficient of agreement between coders has been worked out yet.",
        "few": "The rate of new codes cannot be worked out yet: it takes {needed} interviews, {n} are coded.",
        "open": "After {n} interviews, the rate of new codes has not fallen to {threshold}% (base {base}, run {run}).",
        "saturated": (
            "The rate of new codes falls to {threshold}% after {at} of {n} interviews (base {base}, run {run})."
        ),
        "once": (
            "Of {all} codes, {once} were met in a single interview. This rate depends on the order of the interviews, "
            "on how fine the codes are, and on who codes."
        ),
        "codebook": "codebook version {version} ({codes} codes)",
        "broken": "[cannot be shown: {field}]",
        "behind": "Excerpts behind the numbers",
        "more": "and {n} more excerpts",
        "rests_on": "Rests on:",
        "evidence_list": "The evidence of each proposition",
        "assembled": (
            "This section was assembled by the program from what the project holds, and nobody has edited it yet."
        ),
        "empty": "This section is not written yet.",
    },
}
