import Articles
import Testing

@testable import Ingestion

@Suite("CharacterDecoding") struct CharacterDecodingTests {
  @Test("every encoding of the table gives the text beside it")
  func table() throws {
    let rows = String(decoding: try Fixture.bytes("encodings.tsv"), as: UTF8.self).split(
      separator: "\n")
    #expect(rows.count > 20)
    for row in rows {
      let columns = row.split(separator: "\t")
      try #require(columns.count == 2)
      let (articles, outcome) = try Fixture.read("encodings/\(columns[0]).xml")
      #expect(outcome.failures.isEmpty)
      #expect(articles.first?.title == String(columns[1]), "\(columns[0])")
    }
  }

  private func decode(_ bytes: [UInt8], transport: String? = nil, declared: String? = nil) -> String
  {
    unsafe bytes.withUnsafeBytes {
      unsafe CharacterDecoding.decode($0, transport: transport, declared: declared)
    }
  }

  @Test("a byte order mark beats every declaration")
  func mark() {
    #expect(
      decode([0xEF, 0xBB, 0xBF, 0xC3, 0xA9], transport: "iso-8859-1", declared: "koi8-r") == "é")
  }

  @Test("valid UTF-8 beats the declarations, which count only for other bytes; the transport first")
  func order() {
    #expect(decode(Array("é".utf8), transport: "iso-8859-1") == "é")
    #expect(decode([0xC1], transport: "koi8-r", declared: "iso-8859-1") == "а")
    #expect(decode([0xC1], declared: "iso-8859-1") == "Á")
    #expect(decode([0x93, 0x61, 0x94], declared: "no such thing") == "“a”")
  }

  @Test("a bad byte becomes one replacement character and the text goes on")
  func damage() {
    #expect(decode([0xB8, 0xDB, 0xFF, 0xBF, 0xDA], declared: "gb2312") == "港\u{FFFD}口")
    let damaged = Array("Zürich, Genève, Köln, Malmö, São, Łódź, Århus, 東京都港区芝公園".utf8) + [0xE3]
    #expect(decode(damaged).hasSuffix("芝公園\u{FFFD}"))
  }

  @Test("meta elements are found in all their spellings, and UTF-16 in one means UTF-8")
  func declarations() {
    func html(_ text: String) -> String? {
      unsafe Array(text.utf8).withUnsafeBytes {
        unsafe CharacterDecoding.declaredEncoding(inHTML: $0)
      }
    }
    #expect(html("<html><meta charset=gb2312>") == "gb2312")
    #expect(
      html("<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=Shift_JIS'>") == "shift_jis"
    )
    #expect(html("<meta name=a><meta charset = \"utf-16\">") == "UTF-8")
    #expect(html("<?xml version='1.0' encoding='koi8-r'?><html>") == "koi8-r")
    #expect(html("<p>charset=utf-8") == nil)
  }
}
