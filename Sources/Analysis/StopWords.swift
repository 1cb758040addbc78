/// Function words by language, written as people write them; `Analyzer` folds them.
///
/// The English list is the closed classes of its grammar: articles and other determiners, pronouns,
/// the commonest prepositions, conjunctions, auxiliary verbs with their contractions, question words
/// and a few adverbs that only join or grade. Topics that people write out ("what has been done
/// about …") are full of them, and none says what an article is about; they stay in exact terms and so
/// in phrases. Left out are words that are names in the news as often: "us", "may", "might", "must".
/// `porter` has the classic list of 33 words instead, which Lucene has used since its beginning, for
/// comparisons. The other languages' lists are short on purpose: articles, the commonest prepositions
/// and conjunctions, pronouns and forms of "be".
enum StopWords {
  /// The words of each analysis that has any, separated by spaces.
  static let text: [String: String] = [
    "english": english, "porter": classicEnglish, "lucene": classicEnglish,
    "arabic": """
    في من على إلى عن مع هذا هذه ذلك تلك التي الذي الذين ما لا لم لن أن إن كان كانت قد و أو ثم \
    بعد قبل حتى كل بين هو هي هم كما لكن أي
    """,
    "basque": "eta edo da dira ez bat ere du dute baina izan zen hau hori",
    "catalan": """
    el la els les un una uns unes i o de del dels a al als en amb per que no es és són ha com més \
    però se si ho ser va
    """,
    "danish": """
    og i at det en den til er som på de med for af ikke der var et har om vi men fra ved kan han \
    hun jeg skal eller så
    """,
    "dutch": """
    de het een en van in is dat op te zijn met voor niet aan er om ook als dan maar door over bij \
    uit naar hij ze zij wij dit die deze of was had heeft wordt
    """,
    "finnish": """
    ja on ei se että oli hän joka mutta tai kun ovat niin kuin myös ole en me te he ne tämä jos \
    sen
    """,
    "french": """
    le la les un une des du de au aux et ou en à dans par pour sur avec sans que qui ne pas ce \
    cet cette ces il elle ils elles on nous vous se sa son ses leur leurs est sont a ont été être \
    mais comme plus y dont où
    """,
    "german": """
    der die das den dem des ein eine einer eines einem einen und oder in im an am auf aus bei mit \
    nach von vom zu zum zur für über ist sind war waren wird werden hat haben nicht auch als wie \
    es er sie wir ich sich dass aber um
    """,
    "greek": """
    ο η το οι τα του της των τον την τους τις και να σε με για από που είναι δεν θα στο στη στην \
    στον στα ένα μια ως ότι αλλά ή
    """,
    "hindi": """
    का के की में है हैं और को से पर यह वह ने कि था थे थी एक भी हो ही नहीं तो कर लिए इस
    """,
    "hungarian": """
    a az egy és is hogy nem de ez azt ezt van volt meg vagy már még csak mint el ki be fel le ha
    """,
    "indonesian": """
    yang dan di ke dari untuk dengan pada ini itu adalah dalam akan tidak juga oleh atau sebagai \
    ada
    """,
    "irish": "an na agus i is ar le do a go de ag ní nach",
    "italian": """
    il lo la i gli le un uno una di a da in con su per tra fra del dello della dei degli delle al \
    allo alla ai agli alle dal dalla nel nella sul sulla e o ma che non è sono si ha hanno anche \
    come più se
    """,
    "lithuanian": "ir yra kad į iš su o tai bet ne per apie už po ar jis ji",
    "norwegian": """
    og i det er en et på til som for med av at ikke den de har om var vi men fra han hun jeg seg \
    skal eller så ved kan
    """,
    "portuguese": """
    o a os as um uma de do da dos das em no na nos nas por pelo pela para com e ou que não é são \
    se ao à aos às mais mas como foi ser ter seu sua
    """,
    "romanian": "și în de la cu pe pentru din că nu este sunt a al ale un o care mai sau dar ca se",
    "russian": """
    и в во не на что он она оно они с со как а то по но из у за к ко от о об же бы для это этот \
    эта эти так его её их мы вы я или ли до при был была было были быть
    """,
    "serbian":
      "i u na je se da su od za sa koji koja koje ne a ili što kao iz и у на је се да су од за са",
    "spanish": """
    el la los las un una unos unas de del a al en por para con sin y o u que no es son se su sus \
    lo le les como más pero fue ha han ser este esta
    """,
    "swedish": """
    och i att det en ett som på är av för med till den de har inte om var vi men från han hon jag \
    sig ska eller så vid kan
    """,
    "turkish": "ve bir bu da de için ile o ne ama ya veya gibi daha çok olarak en ki mi",
  ]

  private static let classicEnglish = """
    a an and are as at be but by for if in into is it no not of on or such that the their then \
    there these they this to was will with
    """

  private static let english = """
    a an the this that these those each every either neither some any all both few more most other \
    such no

    i me my mine myself we our ours ourselves you your yours yourself yourselves he him his himself \
    she her hers herself it its itself they them their theirs themselves who whom whose which what

    about above after against among at before below between by during for from in into of off on \
    onto out over through to under until up upon with within without

    and or but nor if because since while than then though although whether as so

    am is are was were be been being have has had having do does did doing can could would should \
    shall will

    not only too very just here there now where when why how again further once also

    don't doesn't didn't isn't aren't wasn't weren't hasn't haven't hadn't won't wouldn't couldn't \
    shouldn't i'm i've you're you've you'll you'd he's he'd she's it'll we've they're they've \
    they'll they'd that's there's what's who's
    """
}
