"""Words that carry a full stop without ending a sentence, Indonesian and English: lower case, without the last stop."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# A name, a number or another abbreviation follows: never the end of a sentence.
TITLES = _words(
    """
    bpk bp hj dr drs dra ir prof sdr sdri tn ny nn yth kh ust tgk jl jln gg kec kel kab prov kep ds dsn komp rt rw kp
    pt cv kol letkol kapt brigjen irjen jend kompol akp akbp ipda iptu serda sertu subbag kasubbag
    rp mr mrs ms mx messrs st mt rev hon gov gen lt capt sgt vs cf al est approx dept
    """
)

# Only a digit behind it says that it is an abbreviation ("No. 5"; but: "He said no. Then …").
BEFORE_NUMBERS = _words(
    """
    no nos nr hlm hal tgl ps psl ay ayt vol gol lt lamp bab art sec fig figs tab p pp ch par cl
    jan feb mar apr jun jul aug ags agt sep sept oct okt nov dec des
    """
)

# In the middle of a sentence, whatever stands behind it.
WITHIN = _words(
    "mis misal spt dgn yg utk krn kpd sbg sbb ttg jo ca viz incl excl antara a.l s.d d.a a.n u.p u.b e.g i.e c.q d.h"
)

# Often last in a sentence: a capital behind it begins a new one.
CLOSERS = _words("dll dsb dst dkk tsb lsb etc jr sr inc ltd co corp tbk wib wita wit thn bln jml a.m p.m am pm m.o")

# Forms of address: "Iya, Pak. Nanti …" ends a sentence, "Pak. Ahmad" does not.
ADDRESS = _words("pak bu ibu bapak mas mbak kak bang dik dek om tante uni uda")
BEFORE_ADDRESS = _words(
    """
    ya iya baik siap betul benar maaf kasih belum sudah tidak nggak enggak silakan pagi siang sore malam halo oke
    boleh bisa ada mari sama-sama begitu gitu lho loh kok dong sih kan
    """
)

# Words that begin sentences and are nobody's name: behind an initial or a degree they begin a new sentence.
STARTERS = _words(
    """
    terus jadi kemudian lalu itu ini kalau tapi tetapi dan saya kami kita dia beliau mereka nah ya iya tidak belum sudah
    ada karena makanya setelah sebelum waktu untuk di dari pada namun sedangkan selain semua bahkan cuma hanya memang
    the he she they we it this that these those there but and so then when if in on at what how why
    """
)

# Behind "Loket A." or "Golongan C." the letter is a name of its own, not somebody's initial.
LETTERED = _words(
    """
    loket golongan gol tipe kelas blok plan vitamin poin huruf lampiran gedung ruang zona seri paket sim kategori nilai
    opsi grup kelompok counter window option part section group class type room grade appendix
    """
)

# A pause right behind these is hesitation, whatever capital follows ("ke... Pak Kadis").
HESITANT = _words(
    """
    ke di dari yang untuk dan dengan sama atau pada oleh kepada tentang antara eee ee eh em emm mmm anu apa namanya si
    para seperti kayak the a an of to with and or for from by uh um er like
    """
)

# After a quotation or a question these carry the sentence on, even where the transcript gives them a capital.
REPORTING = _words("kata katanya tanya tanyanya ujar ujarnya jawab jawabnya jelas jelasnya said asked says replied")
