import Articles
import Foundation
import TestSupport
import Testing

@testable import Ingestion

@Suite("JSONLinesFormat") struct JSONLinesFormatTests {
  @Test("members are found under any of their usual names and one bad line stops nothing")
  func lines() throws {
    let (articles, outcome) = try Fixture.read("jsonl/lines.jsonl")
    #expect(articles.map(\.id.text).dropLast() == ["a-1", "17", "x", "nan", "arrow"])
    #expect(articles.last?.id.text.hasSuffix("lines.jsonl#9") == true)
    #expect(articles[0].body == "First paragraph.\nSecond paragraph.")
    #expect(articles[0].language == "en-us")
    #expect(articles[0].section == "weather")
    #expect(articles[1].published?.description == "2025-01-06T09:12:05Z")
    #expect(articles[1].byline == "A. One, B. Two")
    #expect(articles[2].body == "HTML in JSON & more.\nNext.")
    #expect(articles[2].updated?.description == "2024-12-25T08:00:00Z")
    #expect(articles[3].body == "half a pair: \u{FFFD}.")
    #expect(articles[4].title == "IBM <IBM.N> up, 3 < 4")
    #expect(articles[4].body == "Yes.")
    #expect(outcome.failures.map(\.place) == ["line 5", "line 6"])
    #expect(outcome.failures.allSatisfy { $0.isSentence })
  }

  @Test("a first line that is cut off is told, and the others are read")
  func cutFirstLine() throws {
    let lines = [
      #"{"id": "1", "title": "cut o"#, #"{"id": "2", "title": "A"}"#, #"{"id": "3", "title": "B"}"#,
    ]
    let (articles, outcome) = try Reading.of(lines.joined(separator: "\n"), name: "x.jsonl")
    #expect(articles.map(\.id.text) == ["2", "3"])
    #expect(outcome.failures.map(\.place) == ["line 1"])
    // One object over several lines, in which another stands at the start of the second.
    let object = ["{\"articles\": [", #"{"id": "2", "title": "A"}"#, "]}"].joined(separator: "\n")
    #expect(try Reading.of(object, name: "x.json").articles.map(\.title) == ["A"])
  }

  @Test("an array of objects gives each, and tells of items that are none")
  func array() throws {
    let (articles, outcome) = try Fixture.read("jsonl/array.json")
    #expect(articles.map(\.title) == ["One", "Two"])
    #expect(outcome.failures.map(\.place) == ["record 3"])
  }

  @Test("an object that holds a list of articles gives the list")
  func envelope() throws {
    let text =
      #"{"status": "ok", "title": "list", "articles": [{"title": "A", "source": {"id": null, "name": "S"}}]}"#
    let articles = try Reading.of(text, name: "api.json").articles
    #expect(articles.map(\.title) == ["A"])
    #expect(articles.first?.source == "S")
  }

  @Test(
    "articles are found in the envelopes of services, however deep",
    arguments: [
      #"{"total": 1, "item": [{"headline": "A", "title": "slug-a", "body_text": "Text."}]}"#,
      #"{"data": {"meta": {}, "item": {"headline": "A", "body_html": "<p>Text.</p>"}}}"#,
      #"{"id": "q", "data": {"items": [{"meta": {}, "item": {"headline": "A", "body": "Text."}}]}}"#,
      #"{"hits": {"hits": [{"_id": "1", "_source": {"title": "A", "body": "Text."}}]}}"#,
    ])
  func envelopes(_ text: String) throws {
    let articles = try Reading.of(text, name: "api.json").articles
    #expect(articles.map(\.title) == ["A"] && articles.map(\.body) == ["Text."])
  }

  @Test(
    "a file read in units of any size gives the same articles as read whole",
    arguments: [1, 2, 3, 5])
  func units(parts: Int) throws {
    var text = ""
    for i in 0..<3_000 {
      text +=
        #"{"id":"\#(i)","title":"Title \#(i)","body":"\#(String(repeating: "word ", count: i % 97))"}"#
        + "\n"
    }
    try Reading.inFolder { folder in
      let path = folder + "/many.jsonl"
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      let file = try #require(FileDiscovery([path]).files.first)
      let reader = try ArticleReader()
      let units = reader.units(of: file, unitBytes: max(file.size / parts, 65_536))
      #expect(parts == 1 || units.count > 1)
      var ids: [String] = []
      for unit in units { _ = reader.read(unit) { ids.append($0.id.text) } }
      #expect(ids == (0..<3_000).map { String($0) })
    }
  }

  @Test("a line of more than 64 MB is a failure that names the line, and the next is read")
  func longLine() throws {
    var text = Array(#"{"id":"1","title":"first"}"#.utf8) + [10]
    text += Array(#"{"id":"2","body":""#.utf8) + [UInt8](repeating: 0x61, count: 65 << 20)
    text += Array("\"}\n".utf8) + Array(#"{"id":"3","title":"third"}"#.utf8)
    let (articles, outcome) = try Reading.of(text, name: "long.jsonl")
    #expect(articles.map(\.id.text) == ["1", "3"])
    #expect(outcome.failures.map(\.code) == [.tooLarge])
    #expect(outcome.failures.first?.place == "line 2")
  }

  @Test("text that is not UTF-8 is decoded line by line, UTF-16 as a whole")
  func encodings() throws {
    let latin = Array("{\"id\":\"1\",\"title\":\"Caf".utf8) + [0xE9] + Array("\"}\n".utf8)
    #expect(try Reading.of(latin, name: "a.jsonl").articles.map(\.title) == ["Café"])
    var wide: [UInt8] = [0xFF, 0xFE]
    for unit in "{\"id\":\"1\",\"title\":\"Порт\"}\n".utf16 {
      wide += [UInt8(unit & 0xFF), UInt8(unit >> 8)]
    }
    #expect(try Reading.of(wide, name: "b.jsonl").articles.map(\.title) == ["Порт"])
  }
}
