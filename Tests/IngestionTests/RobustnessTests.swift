import Articles
import Foundation
import TestSupport
import Testing

@testable import Ingestion

@Suite("Hostile input") struct RobustnessTests {
  private func rss(_ inner: String, before: String = "") -> String {
    before + "<rss><channel><title>T</title>\(inner)</channel></rss>"
  }

  @Test("a billion laughs stay one reference each")
  func laughs() throws {
    var entities = "<!ENTITY a0 \"ha\">"
    for i in 1...9 {
      entities += "<!ENTITY a\(i) \"" + String(repeating: "&a\(i - 1);", count: 10) + "\">"
    }
    let text = rss("<item><title>x &a9; y</title></item>", before: "<!DOCTYPE rss [\(entities)]>")
    let articles = try Reading.of(text, name: "laughs.xml").articles
    #expect(articles.map(\.title) == ["x &a9; y"])
  }

  @Test("external entities are not read")
  func external() throws {
    try Reading.inFolder { folder in
      try "SECRET".write(toFile: folder + "/secret.txt", atomically: true, encoding: .utf8)
      let text = rss(
        "<item><title>a &x; b</title><description>&x;</description></item>",
        before: "<!DOCTYPE rss [<!ENTITY x SYSTEM \"file://\(folder)/secret.txt\">"
          + "<!ENTITY % p SYSTEM \"file://\(folder)/secret.txt\"> %p;]>")
      try text.write(toFile: folder + "/feed.xml", atomically: true, encoding: .utf8)
      let articles = try Reading.of(folder + "/feed.xml").articles
      #expect(articles.count == 1)
      #expect(!articles.contains { ($0.title + $0.body).contains("SECRET") })
    }
  }

  @Test("elements nested 100,000 deep are flattened and their text kept")
  func depth() throws {
    let deep =
      String(repeating: "<d>", count: 100_000) + "core" + String(repeating: "</d>", count: 100_000)
    let (articles, outcome) = try Reading.of(
      rss("<item><title>t</title><description>\(deep)</description></item>"), name: "deep.xml")
    #expect(articles.first?.title == "t")
    #expect(articles.first?.body.contains("core") == true)
    #expect(outcome.failures.allSatisfy { $0.isSentence })
  }

  @Test("a tag of 40,000 attributes and tags that never end take linear time")
  func attributes() throws {
    let many = (0..<40_000).map { "a\($0)=\"\($0)\"" }.joined(separator: " ")
    let clock = ContinuousClock()
    let time = try clock.measure {
      _ = try Reading.of(rss("<item \(many)><title>t</title></item>"), name: "wide.xml")
      for piece in [
        "<!--", "<![CDATA[", "<!DOCTYPE [", "<a b=\"", "<a b='", "</a", "<?", "&#", "<a<",
      ] {
        _ = try Reading.of(rss(String(repeating: piece, count: 100_000)), name: "open.xml")
      }
    }
    #expect(time < .seconds(60))
  }

  @Test("a document cut off gives what it holds and says so")
  func cut() throws {
    let text = String(
      rss("<item><title>one</title></item><item><title>two</title><description>half a").dropLast(16)
    )
    let (articles, outcome) = try Reading.of(text + "half a se", name: "cut.xml")
    #expect(articles.map(\.title) == ["one", "two"])
    #expect(outcome.failures.count == 1)
    #expect(outcome.failures.first?.reason.contains("cut off") == true)
  }

  @Test("several roots, unclosed tags, control characters and unknown entities lose no text")
  func mess() throws {
    let text =
      "<rss><item><title>a&#1;b\u{1}c &nope; &eacute;</title><description>x<br>y <b>z</description></item></rss>"
      + "junk<rss><item><title>second</title></item></rss>"
    let articles = try Reading.of(text, name: "mess.xml").articles
    #expect(articles.map(\.title) == ["abc &nope; é", "second"])
    #expect(articles.first?.body == "x y z")
  }

  @Test("empty files, pictures, programs and unknown XML have a reason each")
  func noArticles() throws {
    #expect(try Reading.of([], name: "e.xml").outcome.failures.map(\.reason) == ["is empty"])
    #expect(
      try Reading.of([0x89, 0x50, 0x4E, 0x47, 1, 2], name: "a.png").outcome.skipped
        == "is a picture")
    #expect(
      try Reading.of("%PDF-1.7 x", name: "a.txt").outcome.skipped == "is a PDF, which is not read")
    #expect(
      try Reading.of("<catalog/>", name: "a.xml").outcome.skipped
        == "is XML of an unknown kind, <catalog>")
    var generator = SplitMix64(seed: 1)
    let junk = (0..<5_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
    #expect(try Reading.of(junk, name: "junk").outcome.skipped == "is binary data")
    #expect(try Reading.of(" \n\t ", name: "blank.txt").outcome.failures.count == 1)
  }

  @Test("an unknown format is an error that names the known ones")
  func unknownFormat() {
    #expect {
      _ = try ArticleReader(format: "docx")
    } throws: { error in
      "\(error)".contains("rss") && "\(error)".contains("jsonl")
    }
  }

  /// Every small fixture, and real pages and feeds where they are at hand: at most `most` bytes each.
  private func originals(most: Int) throws -> [[UInt8]] {
    var paths = [Fixture.folder]
    if let data = ProcessInfo.processInfo.environment["LEDE_DATA"] {
      paths += ["html", "feeds/feedjira", "feeds/rsparser", "xml"].map { data + "/" + $0 }
    }
    return try FileDiscovery(paths).files.filter { $0.size > 0 && $0.size < most }.map {
      Array(try Data(contentsOf: URL(filePath: $0.path)))
    }
  }

  @Test("thousands of mutations of every fixture end soon, in articles or sentences")
  func mutations() throws {
    let environment = ProcessInfo.processInfo.environment
    // LEDE_MUTATIONS=1000000 takes minutes in a release build.
    let rounds = environment["LEDE_MUTATIONS"].flatMap { Int($0) } ?? 3_000
    var generator = SplitMix64(seed: environment["LEDE_SEED"].flatMap { UInt64($0) } ?? 20_250_101)
    let clock = ContinuousClock()
    let formats = FormatRegistry.formats
    let all = try originals(most: rounds > 3_000 ? 200_000 : 20_000)
    #expect(all.count > 20)
    let started = clock.now
    for round in 0..<rounds {
      var bytes = all[round % all.count]
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        mutate(&bytes, with: all, &generator)
      }
      unsafe bytes.withUnsafeBytes { content in
        let document = unsafe SourceDocument(path: "mutant", bytes: content, modified: 0)
        let known = FormatRegistry.format(of: document)?.format
        let other = formats[Int.random(in: 0..<formats.count, using: &generator)]
        if unsafe ArchiveReader.isArchive(content) {
          var count = 0
          ArchiveReader.read(document, onMember: { unsafe count += $0.bytes.count }) {
            #expect($0.isSentence, "\($0)")
          }
        }
        for format in [known, other].compactMap({ $0 }) {
          var sink = ArticleSink()
          let before = clock.now
          do throws(IngestionError) {
            try format.readArticles(from: document, into: &sink)
          } catch {
            #expect(error.isSentence, "\(error)")
          }
          #expect(clock.now - before < .seconds(2), "round \(round), \(format.name)")
          #expect(sink.failures.allSatisfy { $0.isSentence })
          #expect(
            sink.articles.allSatisfy { !$0.title.contains("\n") && !$0.body.contains("\n\n") })
        }
      }
    }
    print("mutations took \(clock.now - started)")
  }

  private func mutate(_ bytes: inout [UInt8], with all: [[UInt8]], _ generator: inout SplitMix64) {
    guard !bytes.isEmpty else { return }
    let at = Int.random(in: 0..<bytes.count, using: &generator)
    let end = min(bytes.count, at + Int.random(in: 1...200, using: &generator))
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    case 1: bytes.removeSubrange(at...)
    case 2: bytes.removeSubrange(at..<end)
    case 3: bytes.insert(contentsOf: bytes[at..<end], at: at)
    case 4:
      let other = all[Int.random(in: 0..<all.count, using: &generator)]
      let start = Int.random(in: 0..<other.count, using: &generator)
      bytes.insert(contentsOf: other[start..<min(other.count, start + 300)], at: at)
    default:
      bytes[at] =
        [0, 0x3C, 0x3E, 0x26, 0x22, 0xFF, 0x5D, 0x7B].randomElement(using: &generator) ?? 0
    }
  }
}
