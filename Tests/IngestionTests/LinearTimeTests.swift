import Articles
import Glibc
import Testing

@testable import Ingestion

/// Shapes of input that took quadratic time once.
///
/// Four times as much of one must not take much more than
/// four times as long, by the time of this thread, whatever else the machine does.
@Suite("Linear time") struct LinearTimeTests {
  private func seconds(of text: String, name: String) throws -> Double {
    func now() -> Double {
      var time = timespec()
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
    return try (0..<2).map { _ in
      let start = now()
      _ = try Reading.of(text, name: name)
      return now() - start
    }.min() ?? 0
  }

  private func expectLinear(
    _ name: String, count: Int, _ make: (Int) -> String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let few = try seconds(of: make(count), name: name)
    let many = try seconds(of: make(4 * count), name: name)
    #expect(many < 8 * few, "\(few) s, \(many) s", sourceLocation: sourceLocation)
  }

  private func rss(_ inner: String) -> String {
    "<rss><channel><title>T</title>" + inner + "</channel></rss>"
  }

  @Test("items of a feed do not search through all that stands before them")
  func envelope() throws {
    try expectLinear("images.xml", count: 600) { count in
      rss(
        String(repeating: "<image><url>u</url></image>", count: count)
          + String(repeating: "<item><title>t</title></item>", count: count))
    }
    try expectLinear("nochannel.xml", count: 600) { count in
      "<rss>" + String(repeating: "<image><url>u</url></image>", count: count)
        + String(repeating: "<item><title>t</title></item>", count: count) + "</rss>"
    }
    try expectLinear("authors.xml", count: 600) { count in
      "<feed>" + String(repeating: "<author><name>A B</name></author>", count: count)
        + String(repeating: "<entry><title>t</title></entry>", count: count) + "</feed>"
    }
  }

  @Test("heads of records that are cut short are read once each")
  func heads() throws {
    try expectLinear("heads.warc", count: 1_500) { String(repeating: "WARC/1.0\r\n", count: $0) }
  }

  @Test(
    "marks of wiki text without an end are looked for once", arguments: ["&lt;!--", "&lt;ref>"])
  func wiki(_ mark: String) throws {
    try expectLinear("dump.xml", count: 3_000) { count in
      "<mediawiki><page><title>t</title><revision><text>"
        + String(repeating: mark, count: count) + "</text></revision></page></mediawiki>"
    }
  }

  @Test("the parser gets to know few of the names that a page invents, and the text stays")
  func names() throws {
    let markup = (0..<3_000).map { "<x\($0)>word</x\($0)> " }.joined()
    var prepass = HTMLPrepass(Array(markup.utf8))
    prepass.run()
    let tags = String(decoding: prepass.output, as: UTF8.self)
    #expect(tags.split(separator: "<x").count < 1_100)
    #expect(tags.split(separator: "</x").count < 1_100)
    #expect(try HTMLFixture.article(markup).body.split(separator: " ").count == 3_000)
  }

  @Test("so it does of the names, attributes and namespaces of an XML document")
  func namesInXML() throws {
    let names = (0..<20_000).map { "<x\($0) y\($0)='' xmlns:z\($0)='u\($0)'>w</x\($0)> " }
    let markup = rss("<item><title>t</title><description>\(names.joined())</description></item>")
    let output = unsafe Array(markup.utf8).withUnsafeBytes { bytes in
      var repair = unsafe XMLRepair(ByteView(bytes), records: [])
      var output: [UInt8] = []
      while !repair.isAtEnd {
        repair.fill()
        output += repair.output
      }
      return String(decoding: output, as: UTF8.self)
    }
    let written = ["<x", " y", "u"].map { output.split(separator: $0).count - 1 }
    #expect(written.allSatisfy { $0 < 10_100 }, "\(written)")
    let body = try Reading.of(markup, name: "names.xml").articles.first?.body
    #expect(body?.split(separator: " ").count == 20_000)
  }
}
