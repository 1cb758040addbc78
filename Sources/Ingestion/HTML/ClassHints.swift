/// What the class, id, role and itemprop words of an element say about its content.
///
/// Words hint, they do not decide: the same word stands on real text often enough that exclusion
/// also looks at how much of the page's prose an element holds.
struct ClassHints: OptionSet {
  let rawValue: UInt32

  static let navigation = ClassHints(rawValue: 1 << 0)
  static let related = ClassHints(rawValue: 1 << 1)
  static let comments = ClassHints(rawValue: 1 << 2)
  static let social = ClassHints(rawValue: 1 << 3)
  static let advert = ClassHints(rawValue: 1 << 4)
  static let newsletter = ClassHints(rawValue: 1 << 5)
  static let consent = ClassHints(rawValue: 1 << 6)
  static let footer = ClassHints(rawValue: 1 << 7)
  static let caption = ClassHints(rawValue: 1 << 8)
  /// Byline, date, tags and the like: lines about the article.
  static let details = ClassHints(rawValue: 1 << 9)
  static let biography = ClassHints(rawValue: 1 << 10)
  /// Said to be hidden by a class name.
  static let concealed = ClassHints(rawValue: 1 << 11)
  /// Hidden by an attribute.
  static let hidden = ClassHints(rawValue: 1 << 12)
  static let overlay = ClassHints(rawValue: 1 << 13)
  static let gallery = ClassHints(rawValue: 1 << 14)
  /// A word for content: article, story, body, post, entry, text.
  static let content = ClassHints(rawValue: 1 << 15)
  /// Says that it is the article body itself.
  static let articleBody = ClassHints(rawValue: 1 << 16)
  static let byline = ClassHints(rawValue: 1 << 17)
  static let date = ClassHints(rawValue: 1 << 18)
  static let headline = ClassHints(rawValue: 1 << 19)
  static let embed = ClassHints(rawValue: 1 << 20)

  /// Any of these makes an element suspect.
  static let clutter: ClassHints = [
    .navigation, .related, .comments, .social, .advert, .newsletter, .footer, .caption, .details,
    .biography, .concealed, .overlay, .gallery, .byline,
  ]

  private static let body = ClassHints(rawValue: 1 << 30)
  private static let owner = ClassHints(rawValue: 1 << 31)
}

extension ClassHints {
  /// The hints of the words in an attribute value: split at anything but letters and digits, and
  /// where a capital follows a small letter.
  init(words bytes: ArraySlice<UInt8>) {
    var hints: ClassHints = []
    var hash = NameHash.seed
    var whole = NameHash.seed
    var length = 0
    var wholeLength = 0
    var previous: UInt8 = 0
    func endWord() {
      if length > 1, let found = Self.byWord[hash] { hints.formUnion(found) }
      hash = NameHash.seed
      length = 0
    }
    func endToken() {
      if wholeLength > 1, Self.concealing[whole] != nil { hints.insert(.concealed) }
      whole = NameHash.seed
      wholeLength = 0
    }
    for byte in bytes.prefix(512) {
      if byte.isLetter || byte.isDigit {
        let isCapital = byte.isLetter && byte & 0x20 == 0
        if isCapital, length > 0, previous & 0x20 != 0 { endWord() }
        NameHash.add(byte.lowercased, to: &hash)
        length += 1
      } else {
        endWord()
      }
      if byte.isSpace {
        endToken()
      } else {
        NameHash.add(byte.lowercased, to: &whole)
        wholeLength += 1
      }
      previous = byte
    }
    endWord()
    endToken()
    if hints.contains(.body), hints.contains(.owner) { hints.insert(.articleBody) }
    if hints.contains(.body) || hints.contains(.owner) { hints.insert(.content) }
    hints.subtract([.body, .owner])
    self = hints
  }

  private static let concealing = NameTable(
    Dictionary(
      uniqueKeysWithValues: [
        "hidden", "hide", "visually-hidden", "visuallyhidden", "sr-only", "screen-reader-text",
        "d-none", "u-hidden", "is-hidden", "display-none", "screen-reader-only", "a11y-hidden",
        "u-visually-hidden", "assistive-text", "element-invisible", "offscreen", "print-only",
        "noscreen", "show-for-sr", "visible-print", "only-print",
      ].map { (NameHash.of($0), true) }))

  private static let byWord: NameTable<ClassHints> = {
    var table: [UInt64: ClassHints] = [:]
    for (words, hints) in vocabulary {
      for word in words.split(separator: " ") {
        table[NameHash.of(word), default: []].formUnion(hints)
      }
    }
    return NameTable(table)
  }()

  private static let vocabulary: [(String, ClassHints)] = [
    (
      """
      nav navbar navigation menu submenu breadcrumb breadcrumbs crumbs pagination pager paginator \
      toolbar sidebar sidebars rail masthead topbar skip skiplink directory sitemap toc \
      contentinfo complementary banner jumplinks hamburger megamenu
      """, .navigation
    ),
    (
      """
      related relatedposts recommended recommendation recommendations recommends recirc \
      recirculation trending popular mostread mostpopular teaser teasers promo promos promoted \
      outbrain taboola revcontent readmore seealso morefrom morestories moreon nextup upnext \
      carousel playlist linkbox linklist latest feed similar suggested suggestions interlude \
      zergnet mgid crosslinks xpromo readnext stories headlines river furthermore
      """, .related
    ),
    (
      """
      comment comments commentlist commenting disqus discussion discussions respond replies \
      livefyre spotim openweb coral talkback viafoura
      """, .comments
    ),
    (
      """
      share shares sharing sharebar sharetools sharethis sharedaddy addthis addtoany social \
      socials socialmedia sociallinks facebook whatsapp pinterest linkedin follow followus \
      reactions likebutton jiathis
      """, .social
    ),
    (
      """
      ad ads adv advert adverts advertisement advertisements advertising adsense adslot adunit \
      adbox adwrapper dfp sponsor sponsored sponsors sponsorship googlead gpt affiliate affiliates \
      commercial partners leaderboard
      """, .advert
    ),
    (
      """
      newsletter newsletters subscribe subscription subscriptions subscriber signup optin \
      mailchimp mailinglist emailsignup membership donate donation donations regwall login signin \
      register registration
      """, .newsletter
    ),
    (
      """
      cookie cookies consent gdpr ccpa onetrust didomi sourcepoint usercentrics cookiebot \
      cookiebar cookiebanner cookieconsent qc cmp
      """, .consent
    ),
    ("footer foot copyright disclaimer legal colophon imprint", .footer),
    (
      """
      caption captions figcaption imagecaption photocaption photocredit imagecredit cutline credit \
      credits cutlines
      """, .caption
    ),
    (
      """
      tags taglist tagcloud hashtag hashtags keywords kicker eyebrow meta postmeta metadata \
      dateline readtime articleinfo storymeta rubric infoline topics
      """, .details
    ),
    ("byline bylines author authors autor auteur writtenby authored", .byline),
    (
      """
      date dates datetime timestamp pubdate published publishdate publicationdate postdate \
      modified updated lastupdated
      """, .date
    ),
    ("bio biography authorbio aboutauthor authorbox authorinfo", .biography),
    (
      """
      modal popup popover overlay lightbox tooltip dialog alertdialog dropdown snackbar toast \
      flyout offcanvas interstitial interstitials printfooter
      """, .overlay
    ),
    (
      """
      gallery galleries slideshow slider slides thumbnails thumbs videoplayer jwplayer player \
      photogallery
      """, .gallery
    ),
    ("body content contents text copy bodytext bodycopy fulltext prose main", .body),
    (
      """
      article story entry post news blog single page maincontent articlecontent storycontent \
      postcontent
      """, .owner
    ),
    (
      """
      articlebody storybody entrycontent postcontent articletext storytext articlecontent \
      postbody bodytext bodycopy articlecopy newsbody
      """, .articleBody
    ),
    ("headline headlines articletitle", .headline),
    ("tweet tweets embed instagram embedded oembed", .embed),
  ]
}
