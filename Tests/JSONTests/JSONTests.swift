import Foundation
import JSON
import Testing

@Suite("JSON") struct JSONTests {
  @Test("what is written is read back, by us and by Foundation")
  func roundTrip() throws {
    let texts = ["", "plain", "quo\"te", "back\\slash", "line\nfeed\r\t\u{1}\u{1F}", "é 漢字 😀", "/"]
    var writer = JSONWriter()
    writer.object { json in
      json.name("texts")
      json.array { list in for text in texts { list.value(text) } }
      json.member("count", -7)
      json.member("share", 0.25)
      json.member("isExact", true)
      json.member("endless", Double.infinity)
      json.name("empty")
      json.object { _ in }
    }
    let foundation = try #require(
      try JSONSerialization.jsonObject(with: Data(writer.text.utf8)) as? [String: Any])
    #expect(foundation["texts"] as? [String] == texts)
    try JSONParser().parse(writer.text) { root in
      #expect(root["texts"]?.items.map(\.string) == texts)
      #expect(root["count"]?.integer == -7)
      #expect(root["share"]?.number == 0.25)
      #expect(root["isExact"]?.boolean == true)
      #expect(root["endless"]?.isNull == true)
      #expect(root["empty"]?.isObject == true)
      #expect(root["absent"] == nil)
      #expect(root["texts"]?["x"] == nil)
    }
  }

  @Test("members come in order, and numbers can be taken as text")
  func members() throws {
    try JSONParser().parse(#"{"b": 1, "a": [true, 2.5, null], "b": 3}"#) { root in
      var names: [String] = []
      root.forEachMember { name, _ in names.append(name) }
      #expect(names == ["b", "a", "b"])
      #expect(root["b"]?.text == "1")
      #expect(root["a"]?.items.map(\.text) == ["true", "2.5", nil])
    }
  }

  @Test(
    "what is not JSON is an error with a reason",
    arguments: ["", "{", "[1,]", "nul", "\"\u{1}\"", "{\"a\" 1}", "1 2"])
  func malformed(text: String) {
    #expect(throws: JSONError.self) { try JSONParser().parse(text) { _ in } }
  }

  @Test("a parser is used again after an error")
  func reuse() throws {
    let parser = JSONParser()
    #expect(throws: JSONError.self) { try parser.parse("[") { _ in } }
    #expect(try parser.parse("[1, 2]") { $0.items.count } == 2)
  }
}
