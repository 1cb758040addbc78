import Articles
import Foundation
import InvertedIndex
import TestSupport
import Testing

@testable import Lede

/// A folder with a feed of summaries and saved pages of the same articles.
@Suite("Copies of articles") struct CopiesTests {
  private let folder = TemporaryFolder()
  private let newsroom: TestNewsroom

  private static let ferry = "https://a.example/news/ferry"
  private static let strike = "https://a.example/news/strike"

  init() throws {
    newsroom = try TestNewsroom(folder.path)
    try newsroom.write(
      "feed.xml",
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <rss version="2.0"><channel><title>The Tarn Ledger</title><link>https://a.example/</link>
      <item><title>Ferry &#8216;Marigold&#8217; raised</title><link>\(Self.ferry)?utm_source=rss</link>
      <guid>ledger-1</guid><pubDate>Mon, 03 Feb 2031 08:00:00 GMT</pubDate>
      <description>Summary of the ferry story from the harbour.</description></item>
      <item><title>Dockers end strike</title><link>\(Self.strike)</link>
      <guid>ledger-2</guid><pubDate>Tue, 04 Feb 2031 08:00:00 GMT</pubDate>
      <description>Summary of the strike story from the harbour.</description></item>
      <item><title>Fog closes the airport</title><link>https://a.example/news/fog</link>
      <guid>ledger-3</guid><pubDate>Wed, 05 Feb 2031 08:00:00 GMT</pubDate>
      <description>Summary of the fog story from the harbour.</description></item>
      </channel></rss>
      """)
    try writePage(
      "ferry.html", Self.ferry, "Ferry 'Marigold' raised", "lifted by two floating cranes")
    try writePage("strike.html", Self.strike, "Dockers end strike", "the night shift voted first")
  }

  private func writePage(
    _ name: String, _ address: String, _ title: String, _ phrase: String
  ) throws {
    let sentence =
      "In the harbour of Tarn people had waited for this day since autumn, and \(phrase)."
    let paragraphs = (0..<4).map { "<p>\(sentence) It was told for the \($0)th time.</p>" }.joined()
    try newsroom.write(
      name,
      """
      <html><head><title>\(title)</title><link rel="canonical" href="\(address)">
      <meta property="og:title" content="\(title)"></head>
      <body><article><h1>\(title)</h1>\(paragraphs)</article></body></html>
      """)
  }

  private func count(_ query: String) throws -> Int {
    let searcher = try NewsSearcher(path: newsroom.index)
    var options = SearchOptions()
    options.counts = true
    let results = try searcher.search(query, options: options)
    #expect(results.count == results.hits.count)
    return results.hits.count
  }

  private func paths(_ query: String) throws -> Set<String> {
    let hits = try NewsSearcher(path: newsroom.index).search(query).hits
    return Set(hits.map { ($0.path as NSString).lastPathComponent })
  }

  private func expectSound() throws {
    #expect(try NewsIndex.verify(path: newsroom.index).damages.map(\.description) == [])
  }

  @Test("each article is found once, with the full text, and can be shown in both forms")
  func once() throws {
    let report = try newsroom.update()
    #expect((report.articles, report.documents, report.copies, report.duplicateIDs) == (5, 3, 2, 0))
    #expect(try paths("harbour") == ["feed.xml", "ferry.html", "strike.html"])
    #expect(try count("harbour") == 3)
    #expect(try paths("marigold") == ["ferry.html"] && count("strike") == 1)
    #expect(try paths("\"two floating cranes\"") == ["ferry.html"])
    #expect(try paths("summary") == ["feed.xml"] && count("\"summary of the\"") == 1)
    #expect(try count("id:ledger-1") == 0 && count("id:ledger-3") == 1)
    let searcher = try NewsSearcher(path: newsroom.index)
    #expect(try searcher.articles(withID: "ledger-1").map(\.article.title.count) == [23])
    #expect(try searcher.articles(withID: Self.ferry).count == 1)
    let statistics = try NewsIndex.statistics(path: newsroom.index)
    #expect((statistics.documents, statistics.copies, statistics.deleted) == (3, 2, 0))
    try expectSound()
  }

  @Test("an index that shows copies shows all of them, and is not mixed with one that hides them")
  func shown() throws {
    var options = IndexingOptions(indexPath: newsroom.index, hidesCopies: false)
    let report = try NewsIndexer(options).run([newsroom.articles])
    #expect((report.documents, report.copies) == (5, 0))
    #expect(try count("harbour") == 5)
    try newsroom.remove("ferry.html")
    #expect(try newsroom.update().documents == 4, "without a word it stays as it was made")
    options.hidesCopies = true
    let error = #expect(throws: IndexError.self) {
      try NewsIndexer(options).run([newsroom.articles])
    }
    #expect(error?.description.contains("copies 'shown', not 'hidden'") == true)
    options = IndexingOptions(indexPath: folder.path + "/hiding")
    _ = try NewsIndexer(options).run([newsroom.articles])
    options.hidesCopies = false
    #expect(throws: IndexError.self) { try NewsIndexer(options).run([newsroom.articles]) }
    try expectSound()
  }

  @Test("a page that goes gives way to the item of the feed, and hides it when it comes again")
  func back() throws {
    try newsroom.update()
    let page = try String(contentsOfFile: newsroom.articles + "/ferry.html", encoding: .utf8)
    try newsroom.remove("ferry.html")
    var report = try newsroom.update()
    #expect((report.removed, report.documents, report.copies) == (1, 3, 1))
    #expect(try paths("marigold") == ["feed.xml"])
    try expectSound()
    try newsroom.write("ferry.html", page)
    report = try newsroom.update()
    #expect((report.indexed, report.unchanged, report.documents, report.copies) == (1, 2, 3, 2))
    #expect(try paths("marigold") == ["ferry.html"])
    try expectSound()
    // All that a file gave may be hidden; it is known nevertheless.
    try newsroom.write(
      "copy.jsonl",
      #"{"id":"c","title":"Dockers end strike","url":"\#(Self.strike)","body":"Short."}"# + "\n")
    for indexed in [1, 0] {
      report = try newsroom.update()
      #expect((report.indexed, report.documents, report.copies) == (indexed, 3, 3))
    }
    try newsroom.remove("copy.jsonl")
    #expect(try newsroom.update().copies == 2)
  }

  @Test("a run without changes leaves all files but the manifest, and a merge all answers")
  func unchanged() throws {
    try newsroom.update()
    func contents() throws -> [String: Data] {
      try newsroom.files().filter { $0.hasPrefix("segment") }.reduce(into: [:]) {
        $0[$1] = try Data(contentsOf: URL(fileURLWithPath: newsroom.index + "/" + $1))
      }
    }
    let before = try contents()
    #expect(before.keys.contains { $0.contains(".hidden-1") })
    #expect(try newsroom.update().unchanged == 3)
    #expect(try contents() == before)
    try newsroom.remove("strike.html")
    try newsroom.update()
    let answers = try newsroom.answers()
    try NewsIndex.merge(path: newsroom.index)
    #expect(try newsroom.answers() == answers)
    let statistics = try NewsIndex.statistics(path: newsroom.index)
    #expect((statistics.documents, statistics.copies, statistics.deleted) == (3, 1, 0))
    try expectSound()
  }

  @Test("two threads write the same bytes as one")
  func jobs() throws {
    let other = try TestNewsroom(folder.path + "/other")
    for number in 0..<40 {
      try writePage(
        "p\(number).html", "https://a.example/\(number % 15)", "Story \(number % 15)",
        String(repeating: "again and ", count: number) + "on")
    }
    try newsroom.update(jobs: 1)
    try other.update([newsroom.articles], jobs: 2)
    let names = try newsroom.files()
    #expect(try names == other.files() && names.contains { $0.contains(".hidden-1") })
    for name in names where name != "lock" {
      #expect(
        try Data(contentsOf: URL(fileURLWithPath: newsroom.index + "/" + name))
          == Data(contentsOf: URL(fileURLWithPath: other.index + "/" + name)), "\(name)")
    }
    #expect(try NewsIndex.statistics(path: newsroom.index).copies == 27)
  }

  @Test("a hidden file that is missing, cut, changed or empty is an error that names it")
  func damage() throws {
    try newsroom.update()
    let path = newsroom.index + "/segment-1.hidden-1"
    let url = URL(fileURLWithPath: path)
    let right = [UInt8](try Data(contentsOf: url))
    for i in right.indices {
      var bytes = right
      bytes[i] ^= 4
      try Data(bytes).write(to: url)
      let error = #expect(throws: IndexError.self) { try NewsSearcher(path: newsroom.index) }
      #expect(error?.path == path && error?.code == .damaged)
    }
    for bytes in [[], Array(right.dropLast()), right + [0]] {
      try Data(bytes).write(to: url)
      #expect(try NewsIndex.verify(path: newsroom.index).damages.map(\.path) == [path])
    }
    try FileManager.default.removeItem(at: url)
    let error = #expect(throws: IndexError.self) { try newsroom.update() }
    #expect(error?.path == path && error?.reason.contains("missing") == true)
  }

  @Test("the newest date is that of an article that can be found")
  func newest() throws {
    // The item is newer than the page, which has more words.
    try newsroom.update()
    #expect(try NewsSearcher(path: newsroom.index).newestDate() == 1_928_044_800)
    try writePage(
      "fog.html", "https://a.example/news/fog", "Fog closes the airport", "it was thick")
    try newsroom.update()
    #expect(try NewsSearcher(path: newsroom.index).newestDate() == nil)
  }
}
