import Foundation
import TestSupport
import Testing

@Suite("lede show, stats, verify, merge")
struct UpkeepCommandTests {
  @Test("shows the article of an identifier, and ends with 1 if there is none")
  func show() throws {
    let index = try SampleIndex.path()
    let run = try CommandRun("show", "MW320509-0003", "--index", index)
    #expect(
      run.status == 0 && run.output.contains("observatory") || run.output.contains("Observatory"))
    let json = try CommandRun("show", "MW320509-0003", "--index", index, "--json").objects()
    #expect(json.first?["id"] == "MW320509-0003" && json.first?["date"] == "2032-05-09")
    #expect(try CommandRun("show", "nothing", "--index", index).status == 1)
  }

  @Test("counts what the index holds; the sections are not more than the whole")
  func stats() throws {
    let run = try CommandRun("stats", "--json", "--index", SampleIndex.path())
    let numbers = try run.numbers()
    for name in ["documents", "tokens", "terms", "postings", "segments", "indexBytes"] {
      #expect(numbers[name] ?? 0 > 0)
    }
    #expect(numbers["documents"] == 82)
  }

  @Test("merges segments into one and finds the same")
  func merge() throws {
    let folder = TemporaryFolder()
    let index = folder.url("index").path
    for i in [3, 2, 1] {
      for j in 0..<(1 << (2 * i)) {
        try folder.write("news/\(i)-\(j).txt", "Title\n\nsame words\n")
      }
      _ = try CommandRun("index", folder.url("news").path, "--index", index, "-q")
    }
    let before = try CommandRun("stats", "--json", "--index", index).numbers()
    #expect(before["segments"] ?? 0 > 1)
    #expect(try CommandRun("merge", "--index", index).status == 0)
    let after = try CommandRun("stats", "--json", "--index", index).numbers()
    #expect(after["segments"] == 1 && after["documents"] == before["documents"])
    #expect(try CommandRun("search", "words", "--count", "--index", index).lines == ["84"])
    #expect(try CommandRun("merge", "--index", folder.url("none").path).isError(naming: "no index"))
  }

  @Test("verifies a sound index, and names the file and section of a flipped byte")
  func verify() throws {
    let folder = TemporaryFolder()
    let index = folder.url("index").path
    _ = try CommandRun("index", CommandRun.articles, "--index", index, "-q")
    #expect(try CommandRun("verify", "--index", index).status == 0)
    let name = "index/segment-1.lede"
    let bytes = try Data(contentsOf: folder.url(name))
    for i in stride(from: 11, to: bytes.count, by: bytes.count / 12) {
      var damaged = bytes
      damaged[i] ^= 0x10
      try folder.write(name, damaged)
      #expect(try CommandRun("verify", "--index", index).isError(naming: "segment-1.lede"))
    }
    try folder.write(name, bytes.prefix(bytes.count / 2))
    #expect(try CommandRun("verify", "--index", index).isError(naming: "segment-1.lede"))
    #expect(try CommandRun("search", "river", "--index", index).isError(naming: "segment-1.lede"))
  }

  @Test("refuses the manifest of a newer version and a damaged one")
  func manifest() throws {
    let folder = TemporaryFolder()
    let index = folder.url("index").path
    try folder.write("news/one.txt", "Ferry sinks\n\nThe ferry sank.\n")
    _ = try CommandRun("index", folder.url("news").path, "--index", index, "-q")
    let manifest = String(
      decoding: try Data(contentsOf: folder.url("index/manifest")), as: UTF8.self)
    try folder.write(
      "index/manifest", manifest.replacingOccurrences(of: "lede index 1", with: "lede index 9"))
    #expect(try CommandRun("search", "ferry", "--index", index).isError(naming: "newer version"))
    try folder.write(
      "index/manifest", manifest.replacingOccurrences(of: "documents 1", with: "documents 2"))
    for command in [["search", "ferry"], ["verify"], ["index", folder.url("news").path]] {
      let run = try CommandRun(CommandRun.binary, command + ["--index", index], input: "")
      #expect(run.isError(naming: "manifest", "checksum"))
    }
  }
}
