import Articles
import Testing

@testable import Ingestion

@Suite("HTMLFormat") struct HTMLFormatTests {
  @Test("a page full of clutter gives exactly the article's own paragraphs")
  func clutter() throws {
    let article = try HTMLFixture.article(HTMLFixture.bytes("html/clutter.html"))
    let expected = try HTMLFixture.text("html/clutter.txt")
    #expect(article.body + "\n" == expected)
    #expect(article.title == "Harbour bridge reopens after nine months of repairs")
    #expect(article.byline == "Ada Quill, Tomas Brandt")
    #expect(article.published?.description == "2024-03-18T07:45:00Z")
    #expect(article.updated?.description == "2024-03-18T11:02:00Z")
    #expect(article.section == "Local")
    #expect(article.source == "The Norwell Courier")
    #expect(article.language == "en-gb")
    #expect(article.topics == ["Transport", "Harbour"])
    #expect(article.id.text == article.url)
    #expect(article.url == "https://www.norwellcourier.example/2024/03/18/harbour-bridge-reopens")
  }

  @Test("a page of nested tables with unclosed tags, in windows-1252 called iso-8859-1")
  func tables() throws {
    let article = try HTMLFixture.article(HTMLFixture.bytes("html/tables.html"))
    #expect(article.title == "Der Müller von Grünau hört auf")
    #expect(article.published?.description == "2003-01-06")
    let paragraphs = article.body.split(separator: "\n")
    #expect(paragraphs.count == 7, "\(paragraphs)")
    #expect(paragraphs.first?.hasPrefix("Nach einundfünfzig Jahren") == true)
    #expect(article.body.contains("um zehn Cent – auf 1,90 €."))
    #expect(paragraphs.contains("1952 310"))
    #expect(
      paragraphs.last
        == "Am Samstag ist die Mühle ein letztes Mal geöffnet, von neun bis zwölf Uhr.")
    #expect(!article.body.contains("Startseite"))
  }

  @Test("a page that runs from right to left")
  func arabic() throws {
    let article = try HTMLFixture.article(HTMLFixture.bytes("html/arabic.html"))
    #expect(article.title == "افتتاح مكتبة الميناء بعد ترميمها")
    #expect(article.byline == "سلمى حداد")
    #expect(article.language == "ar")
    #expect(article.body.split(separator: "\n").count == 3)
    #expect(article.published?.description == "2024-05-02T05:00:00Z")
  }

  @Test("a Japanese page in Shift_JIS")
  func japanese() throws {
    let article = try HTMLFixture.article(HTMLFixture.bytes("html/japanese.html"))
    #expect(article.title == "港町の時計台、三年ぶりに動く")
    #expect(article.body.split(separator: "\n").count == 3)
    #expect(article.body.hasPrefix("汐見市の中央広場にある"))
    #expect(article.published?.description == "2024-04-10T09:30Z")
  }

  @Test("XHTML with paragraphs parted by line breaks, and a byline in a meta element")
  func xhtml() throws {
    let article = try HTMLFixture.article(HTMLFixture.bytes("html/xhtml.html"))
    #expect(article.title == "La feria vuelve a Valmira")
    #expect(article.byline == "Inés Calvo, Bruno Sanz")
    #expect(article.body.split(separator: "\n").count == 2)
    #expect(article.published?.description == "2023-01-06")
    #expect(article.language == "es")
  }

  @Test("a frameset gives the text meant for browsers without frames")
  func frameset() throws {
    let article = try HTMLFixture.article(HTMLFixture.bytes("html/frameset.html"))
    #expect(article.body.hasPrefix("Radio Felden sends from the attic"))
    #expect(article.id.text == "page.html")
  }

  @Test("a page with a headline only is an article without a body")
  func headlineOnly() throws {
    let article = try HTMLFixture.article(HTMLFixture.bytes("html/headline.html"))
    #expect(article.title == "Le phare de Roscaël s'éteint")
    #expect(article.body.isEmpty)
  }

  @Test("what a page states for Parse.ly in one object counts where nothing else is stated")
  func parsely() throws {
    let stated = """
      {"title": "Norwell rebuilds its wall", "pub_date": "2031-02-03T04:05:06Z", "section": "Local",
      "authors": ["Ada Quill", "Mia Noor"], "tags": ["Ports"], "link": "https://a.example/wall"}
      """
    let page = try HTMLFixture.article(
      "<meta name=\"parsely-page\" content='\(stated)'><p>Text.</p>")
    #expect(page.title == "Norwell rebuilds its wall" && page.byline == "Ada Quill, Mia Noor")
    #expect(page.published?.description == "2031-02-03T04:05:06Z" && page.section == "Local")
    #expect(page.topics == ["Ports"] && page.url == "https://a.example/wall")
    #expect(
      try HTMLFixture.article("<meta name=\"parsely-page\" content='{'><p>Text.</p>").title == "")
  }

  @Test("a page without text that states when an article appeared, or who wrote it, is one")
  func metadataOnly() throws {
    let date = "<meta property=\"article:published_time\" content=\"2031-02-03\">"
    #expect(try HTMLFixture.article(date).published?.description == "2031-02-03")
    #expect(
      try HTMLFixture.article("<meta name=\"author\" content=\"Ada Quill\">").byline == "Ada Quill")
  }

  @Test(
    "a page without any text is a failure in one sentence",
    arguments: ["", " \n ", "<html></html>", "<!-- nothing -->", "<script>x()</script>", "<p></p>"])
  func empty(_ markup: String) {
    var sink = ArticleSink()
    let error = #expect(throws: IngestionError.self) {
      try HTMLFixture.read(Array(markup.utf8), into: &sink)
    }
    #expect(error?.code == .empty)
    #expect(sink.articles.isEmpty)
  }

  @Test("a page over 16 MB is refused")
  func tooLarge() {
    var sink = ArticleSink()
    let error = #expect(throws: IngestionError.self) {
      try HTMLFixture.read([UInt8](repeating: 0x61, count: HTMLPage.sizeLimit + 1), into: &sink)
    }
    #expect(error?.code == .tooLarge)
  }

  @Test("HTML is known by its elements, feeds and other XML are not taken for it")
  func confidence() {
    #expect(HTMLFixture.confidence("<!DOCTYPE html><title>x</title>") == .certain)
    #expect(HTMLFixture.confidence("\n<!-- saved --><HTML lang=en>") == .certain)
    #expect(HTMLFixture.confidence("<?xml version=\"1.0\"?>\n<html xmlns=\"x\">") == .certain)
    #expect(HTMLFixture.confidence("<div><p>Text</p></div>") == .byShape)
    #expect(HTMLFixture.confidence("plain text") == .no)
    #expect(HTMLFixture.confidence("plain text", path: "a.HTM") == .byName)
    #expect(HTMLFixture.confidence("<?xml version=\"1.0\"?><rss><channel><title>a</title>") == .no)
    #expect(HTMLFixture.confidence("<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>") == .no)
    #expect(HTMLFixture.confidence("<nitf><head><title>t</title></head><body>") == .no)
    #expect(HTMLFixture.confidence("<DOC><DOCNO>1</DOCNO><TEXT><P>a") == .no)
  }
}
