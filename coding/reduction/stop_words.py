"""Words that say little by themselves, left out where words are counted: Indonesian as it is spoken, and English."""

INDONESIAN = frozenset(
    """
    ada adalah adanya agak agar aja akan akhirnya aku amat anda antara apa apabila apakah apalagi apanya
    artinya atas atau ataupun bagai bagaimana bagi bahkan bahwa baik bakal banget banyak bapak barangkali baru
    bawah beberapa begini begitu begitulah belum benar berapa beri berikut bersama betul biar biasa biasanya
    bila bilang bisa boleh bu buat bukan bukannya cukup cuma dahulu dalam dan dapat dari daripada deh dek
    delapan demi demikian dengan di dia diri dirinya dong dua dulu dulunya empat enam engga enggak entah gak
    gimana gini gitu gitulah hal hampir hanya harus hingga ia ialah ibu ini intinya itu iya iyalah jadi
    jadinya jangan jelas jika juga kadang kah kak kalau kali kalo kami kamu kan kapan karena kata katanya kau
    kayak kayaknya ke kebetulan kecuali kemarin kembali kemudian kenapa kepada ketika khususnya kira kira-kira
    kita ko kok kurang lagi lah lain lainnya lalu lama langsung lebih lewat lima loh luar macam-macam maka
    makanya makin malah mana mas masa masih masing masing-masing mau maunya maupun mbak melainkan melalui
    memang mereka meski meskipun misal misalnya mulai mungkin nah namanya namun nanti nantinya ngapain ngga
    nggak nih nya oh oke oleh orang pada padahal pak paling para pas pasti per perlu pernah pertama pula pun
    punya rasanya rata-rata saat saja sama sama-sama sampai sana sangat satu saya seandainya sebab sebagai
    sebagainya sebelum sebelumnya sebenarnya sebetulnya sebuah secara sedang sedangkan sedikit sehingga sejak
    sekali sekalian sekarang sekitar selain selalu selama selanjutnya seluruh semacam sembilan sementara semua
    semuanya sendiri seorang seperti sepuluh sering serta sesuatu sesudah setelah setiap si siapa siapa-siapa
    sih sini situ suatu sudah supaya tadi tadinya tak tanpa tapi telah tentang tentu tentunya terhadap
    terkadang terlalu terus tetap tetapi tiap tiba-tiba tidak tiga tuh tujuh udah untuk waktu walau walaupun
    ya yah yaitu yakni yang
    """.split()
)
ENGLISH = frozenset(
    """
    a about above actually after again against ago all almost already also although always am an and another
    any anyone anything are aren around as at away back be because been before being below between both but by
    can cannot come could couldn did didn do does doesn doing don done down during each eight either else
    enough er even ever every everyone everything few first five for four from further get gets getting go
    goes going gone got had hadn has hasn have haven having he her here hers herself him himself his how
    however if in into is isn it its itself just kind know let like ll lot made make many may maybe me mean
    might mine more most much must my myself neither never nine no nor not nothing now of off often oh ok okay
    on once one only onto or other others our ours ourselves out over own perhaps quite rather re really right
    said same say says second see seven shall she should shouldn since six so some someone something sometimes
    sort still such sure take ten than that the their theirs them themselves then there these they thing
    things think this those though three through thus to together too two uh um under until up upon us ve very
    want wants was wasn way we well went were weren what when where whether which while who whom whose why
    will with within without won would wouldn yeah yes yet you your yours yourself yourselves
    """.split()
)
"""Words are cut at apostrophes, so that the halves of “don't” and “we'll” stand here."""

STOP_WORDS = INDONESIAN | ENGLISH
