import Articles
import Testing

@testable import Ingestion

@Suite("Formats") struct FormatTests {
  @Test("RSS gives title, authors, date, topics, language and the full content")
  func rss() throws {
    let (articles, outcome) = try Fixture.read("rss/harbour.xml")
    #expect(outcome.failures.isEmpty)
    try #require(articles.count == 3)
    #expect(
      articles[0]
        == Article(
          id: try #require(ArticleID("hc-1001")), title: "Ferry line reopens after storm & repairs",
          byline: "Mara Lindqvist, Tom Odell",
          published: PublicationDate(year: 2025, month: 1, day: 14, hour: 8, minute: 30, second: 0),
          source: "The Harbour Courier", language: "en-gb",
          url: "https://harbour.example/news/ferry?a=1&b=2", topics: ["Transport", "Weather"],
          body: "The ferry to Sandhamn sails again.\n"
            + "Repairs cost €2 million, the operator said — less than feared."))
    #expect(articles[1].title == "Café prices rise")
    #expect(articles[1].byline == "News Desk")
    #expect(articles[1].body == "A cup costs more.\nOwners blame beans & rent.")
    #expect(articles[2].title == "Bare ampersand, AT&T")
    #expect(articles[2].body == "Fish & chips < sushi, say critics")
    #expect(articles[2].id.text.hasSuffix("rss/harbour.xml#3"))
  }

  @Test("RSS 1.0 items stand beside their channel")
  func rdf() throws {
    let article = try #require(try Fixture.read("rdf/valley.rdf").articles.first)
    #expect(article.id.text == "https://valley.example/a1")
    #expect(article.title == "Brücke gesperrt")
    #expect(article.language == "de")
    #expect(article.source == "Valley Wire")
    #expect(article.byline == "Ida Brandt")
    #expect(article.published?.description == "2025-02-03T09:15:00Z")
  }

  @Test("what feeds hold in Base64 is read, and of several dates the last")
  func base64() throws {
    let entry = """
      <feed xmlns="http://www.w3.org/2005/Atom"><entry><id>tag:a</id>
      <title mode="base64">RXhhbXBsZSA8Yj5BdG9tPC9iPg==</title>
      <updated>2010-12-01T10:14:55Z</updated><updated>2003-12-31T10:14:55Z</updated>
      <content type="application/octet-stream">PHA+T25lPC9wPjxwPlR3bzwvcD4</content></entry></feed>
      """
    let article = try #require(try Reading.of(Array(entry.utf8), name: "a.atom").articles.first)
    #expect(article.title == "Example Atom" && article.body == "One\nTwo")
    #expect(article.published?.description == "2003-12-31T10:14:55Z")
    #expect(
      Base64.decode("SGk=") == Array("Hi".utf8) && Base64.decode(" S G k ") == Array("Hi".utf8))
    #expect(Base64.decode("SG!k") == nil && Base64.decode("SGk=a") == nil)
    #expect(Base64.decode("SGl") == nil)
  }

  @Test("an item of a feed without headline and text is an article if it says anything")
  func bareItems() throws {
    let feed = """
      <rss version="2.0"><channel><title>T</title><item><guid>g1</guid></item><item></item>
      <item><link>http://a.example/2</link><category>Sea</category></item></channel></rss>
      """
    let articles = try Reading.of(Array(feed.utf8), name: "a.rss").articles
    #expect(articles.map(\.id.text) == ["g1", "http://a.example/2"])
    #expect(articles.last?.topics == ["Sea"])
  }

  @Test("old elements are markup, programs are no text, and lost curly quotes come back")
  func oldMarkup() throws {
    let feed = """
      <rss version="2.0"><channel><title>T</title><item>
      <title>&lt;blink>safe&lt;/blink> text</title>
      <description>don\u{92}t \u{93}go\u{94}\u{81}</description></item></channel></rss>
      """
    let article = try #require(try Reading.of(Array(feed.utf8), name: "a.rss").articles.first)
    #expect(article.title == "safe text" && article.body == "don’t “go”")
    let inline =
      "<entry xmlns=\"http://www.w3.org/2005/Atom\"><title type=\"xhtml\"><div>safe"
      + "<script>evil()</script> text</div></title></entry>"
    #expect(try Reading.of(Array(inline.utf8), name: "a.atom").articles.first?.title == "safe text")
  }

  @Test(
    "web archives give the pages and feeds among their responses, whatever servers said of them")
  func webArchives() throws {
    let (articles, outcome) = try Fixture.read("warc/harbour.warc")
    #expect(
      articles.map(\.title) == [
        "Ferry resumes", "Fähre fährt wieder", "Tide tables", "Ferry resumes",
      ])
    #expect(
      articles.map(\.id.text) == [
        "https://a.example/ferry", "https://a.example/faehre", "tag:a,1", "https://a.example/cut",
      ])
    #expect(
      articles[0].body.split(separator: "\n").count == 2 && articles[0].url == articles[0].id.text)
    #expect(articles[1].body.contains("Grünau fährt"))
    let reasons = outcome.failures.map(\.description)
    #expect(reasons.count == 2, "\(reasons)")
    #expect(reasons.first?.contains("is no record of a web archive") == true)
    #expect(reasons.last?.contains("was cut short") == true)
    let packed = try Fixture.read("warc/packed.warc.gz")
    #expect(packed.articles.map(\.url) == ["https://a.example/gz", "https://a.example/plain"])
    #expect(
      packed.articles.allSatisfy { $0.body == articles[0].body } && packed.outcome.failures.isEmpty)
  }

  @Test("Atom titles of type html lose their tags and xhtml content keeps its paragraphs")
  func atom() throws {
    let articles = try Fixture.read("atom/observer.atom").articles
    try #require(articles.count == 2)
    #expect(articles[0].title == "Council finally votes")
    #expect(articles[0].body == "The vote was close.\nNine to eight.")
    #expect(articles[0].url == "https://observer.example/council?x=1&y=2")
    #expect(articles[0].published?.description == "2025-02-28T18:00:00Z")
    #expect(articles[0].updated?.description == "2025-03-01T07:30:00Z")
    #expect(articles[1].byline == "Staff")
    #expect(articles[1].body == "More rain is forecast.")
  }

  @Test("JSON Feed items inherit the feed's title, language and authors")
  func jsonFeed() throws {
    let articles = try Fixture.read("json-feed/coast.json").articles
    try #require(articles.count == 2)
    #expect(articles[0].body == "It shines.\nAgain.")
    #expect(articles.map(\.byline) == ["Coast Desk", "Bo Ek"])
    #expect(articles.map(\.source) == ["Coast Daily", "Coast Daily"])
  }

  @Test("NITF reads alike with and without its namespace", arguments: ["port", "port-namespace"])
  func nitf(name: String) throws {
    let article = try #require(try Fixture.read("nitf/\(name).xml").articles.first)
    #expect(article.id.text == "nw.2025.17")
    #expect(article.title == "Le port de Brest s'agrandit")
    #expect(article.byline == "Anne Le Goff")
    #expect(article.language == "fr-fr")
    #expect(article.source == "Agence du Nord")
    #expect(article.topics == ["Trade", "port"])
    #expect(article.published?.description == "2025-01-10T13:30:00Z")
    #expect(
      article.body
        == "Le chantier commence à l'été, a dit le maire.\nIl durera 3 ans.\nLe coût\nQuai 12\nGrue 4"
    )
  }

  @Test("NewsML-G2 messages give their usable items; cancelled ones and packages are passed over")
  func newsMLG2() throws {
    let (articles, outcome) = try Fixture.read("newsml-g2/message.xml")
    #expect(outcome.failures.isEmpty)
    try #require(articles.count == 1)
    #expect(articles[0].id.text == "urn:newsml:wire.example:20250120:1")
    #expect(articles[0].title == "Talks resume in Geneva")
    #expect(articles[0].byline == "Lena Roth")
    #expect(articles[0].section == "World")
    #expect(articles[0].updated?.description == "2025-01-20T09:59:00Z")
    #expect(articles[0].body == "GENEVA - Delegates met on Monday.\nThey agreed to meet again.")
  }

  @Test("NewsML 1.2 gives the text component, in ISO-8859-15")
  func newsML() throws {
    let articles = try Fixture.read("newsml/item.xml").articles
    try #require(articles.count == 1)
    #expect(articles[0].title == "Grève à Lyon : 5 € d'écart")
    #expect(articles[0].byline == "Luc Morel")
    #expect(articles[0].body == "La grève continue.\nLe travail reprendra lundi.")
  }

  @Test("RCV1 news items give their number, headline and topic codes")
  func rcv1() throws {
    let article = try #require(try Fixture.read("rcv1/2286newsML.xml").articles.first)
    #expect(article.id.text == "990001")
    #expect(article.title == "Timber exports climb.")
    #expect(article.topics == ["M14", "MCAT"])
    #expect(article.published?.description == "1996-08-20")
    #expect(article.body == "Exports of timber rose.\nMills in Småland ran at full speed.")
  }

  @Test("Reuters-21578 gives numbers as ids, topics, datelines before the body, briefs without one")
  func reuters() throws {
    let (articles, outcome) = try Fixture.read("reuters-21578/sample.sgm")
    #expect(outcome.failures.isEmpty)
    try #require(articles.count == 3)
    #expect(articles.map(\.id.text) == ["901", "902", "903"])
    #expect(articles[0].title == "METALS <MTL> STEADY")
    #expect(articles[0].byline == "Kari Holm, Wire")
    #expect(articles[0].topics == ["tin", "zinc"])
    #expect(
      articles[0].body.hasPrefix("OSLO, Feb 26 - Tin was steady in quiet trading on Thursday.\n"))
    #expect(articles[1].title == "******NORSK SAYS IT BUYS MINE")
    #expect(articles[1].body == "Blah")
    #expect(articles[2].body == "SHORT TABLE One 1 Two 2")
    #expect(articles[1].published?.description == "1987-03-01T03:39:14Z")
  }

  @Test("TREC documents may leave paragraphs open and hold their number in an attribute")
  func trec() throws {
    let articles = try Fixture.read("trec/ft.sgml").articles
    try #require(articles.count == 2)
    #expect(articles[0].id.text == "XY940101-0001")
    #expect(articles[0].title == "Mill to close & move")
    #expect(articles[0].published?.description == "1994-01-01")
    #expect(
      articles[0].body
        == "The mill will close in June, its owner said.\nWorkers were told on Friday.")
    #expect(articles[1].published?.description == "2004-10-01")
    #expect(articles[1].body == "The river rose by two metres overnight.\nNobody was hurt.")
  }

  @Test("MediaWiki pages become plain paragraphs; redirects and other name spaces are passed over")
  func mediaWiki() throws {
    let (articles, outcome) = try Fixture.read("mediawiki/dump.xml")
    #expect(outcome.failures.isEmpty)
    try #require(articles.count == 1)
    #expect(articles[0].url == "https://en.samplenews.example/wiki/Bridge_opens_in_Porto")
    #expect(articles[0].published?.description == "2024-11-04")
    #expect(articles[0].topics == ["Portugal", "Bridges"])
    #expect(
      articles[0].body
        == "A new bridge opened in Porto on Monday, said the council. It carries trams.\nCost\n"
        + "It cost 40 million.\nFirst item\nSecond item")
  }

  @Test("News sitemaps give titles, others are passed over with a reason")
  func sitemap() throws {
    let articles = try Fixture.read("sitemap/news.xml").articles
    #expect(articles.map(\.title) == ["Snow closes pass"])
    let plain = try Reading.of(
      "<urlset><url><loc>https://a.example</loc></url></urlset>", name: "s.xml")
    #expect(plain.outcome.skipped == "is a sitemap, which lists addresses but holds no text")
  }

  @Test("plain text has its headline first, then a byline and a date if they stand alone")
  func plainText() throws {
    let article = try #require(try Fixture.read("text/market.txt").articles.first)
    #expect(article.title == "Market day returns to the old square")
    #expect(article.byline == "Elsa Nilsen")
    #expect(article.published?.description == "2025-03-14")
    #expect(article.body.split(separator: "\n").count == 2)
  }

  @Test("ANPA wires have their headers apart from their text")
  func anpa() throws {
    let article = try #require(try Fixture.read("anpa/wire.anpa").articles.first)
    #expect(article.title == "Harvest ends early")
    #expect(article.byline == "JO PRICE")
    #expect(
      article.body
        == "TOWN (EX) _ The harvest ended a week early, farmers said.\nRain was the cause.")
  }
}
