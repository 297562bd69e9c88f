"""Words that say little by themselves, left out where words are counted: Indonesian as it is spoken, and English."""

INDONESIAN = frozenset(
    """
    ada adalah adanya agak agar aja akan akhirnya aku amat anda antara apa apabila apakah apalagi apanya
    artinya atas atau ataupun bagai bagaimana bagi bahkan bahwa baik bakal banget banyak bapak barangkali baru
    bawah beberapa begini begitu belum benar berapa beri berikut bersama betul biar biasa biasanya bila bilang
    bisa boleh bu buat bukan bukannya cukup cuma dahulu dalam dan dapat dari daripada deh dek demi demikian
    dengan di dia diri dirinya dong dua dulu engga enggak entah gak gimana gini gitu hal hampir hanya harus
    hingga ia ialah ibu ini intinya itu iya iyalah jadi jadinya jangan jelas jika juga kadang kah kak kalau
    kalo kami kamu kan kapan karena kata katanya kau ke kebetulan kecuali kemarin kembali kemudian kenapa
    kepada ketika khususnya kira kita ko kok kurang lagi lah lain lainnya lalu lama langsung lebih lewat loh
    luar maka makanya makin malah mana mas masa masih masing mau maunya maupun mbak melainkan melalui memang
    mereka meski meskipun mulai mungkin nah namanya namun nanti nantinya ngga nggak nih nya oh oke oleh orang
    pada padahal pak paling para pas pasti per perlu pernah pertama pula pun punya rasanya saat saja sama
    sampai sana sangat satu saya seandainya sebab sebagai sebagainya sebelum sebelumnya sebenarnya sebuah
    secara sedang sedangkan sedikit sehingga sejak sekali sekalian sekarang sekitar selain selalu selama
    selanjutnya seluruh semacam sementara semua semuanya sendiri seorang seperti sering serta sesuatu sesudah
    setelah setiap si siapa siapa-siapa sih sini situ suatu sudah supaya tadi tadinya tak tanpa tapi telah
    tentang tentu tentunya terhadap terkadang terlalu terus tetap tetapi tiap tidak tiga tuh udah untuk waktu
    walau walaupun ya yah yaitu yakni yang
    """.split()
)
ENGLISH = frozenset(
    """
    a about above actually after again against ago all almost already also although always am an and another
    any anyone anything are aren around as at away back be because been before being below between both but by
    can cannot come could couldn did didn do does doesn doing don done down during each either else enough er
    even ever every everyone everything few for from further get gets getting go goes going gone got had hadn
    has hasn have haven having he her here hers herself him himself his how however if in into is isn it its
    itself just kind know let like ll lot made make many may maybe me mean might mine more most much must my
    myself neither never no nor not nothing now of off often oh ok okay on once one only onto or other others
    our ours ourselves out over own perhaps quite rather re really right said same say says see shall she
    should shouldn since so some someone something sometimes sort still such sure take than that the their
    theirs them themselves then there these they thing things think this those though through thus to together
    too two uh um under until up upon us ve very want wants was wasn way we well went were weren what when
    where whether which while who whom whose why will with within without won would wouldn yeah yes yet you
    your yours yourself yourselves
    """.split()
)
"""Words are cut at apostrophes, so that the halves of “don't” and “we'll” stand here."""

STOP_WORDS = INDONESIAN | ENGLISH
