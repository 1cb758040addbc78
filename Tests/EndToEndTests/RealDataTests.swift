import Foundation
import TestSupport
import Testing

/// Where news that others wrote is kept; it is no part of the project.
enum RealData {
  static let path = ProcessInfo.processInfo.environment["LEDE_DATA"]
}

@Suite(
  "Real news",
  .enabled(if: RealData.path != nil, "set LEDE_DATA to the folder of the test data"))
struct RealDataTests {
  @Test(
    "every file is accounted for, whatever is in it",
    arguments: [
      "feeds", "html/mozilla-readability", "xml/superdesk-core", "xml/warc-warcio",
      "news/reuters-21578-sgml/reut2-017.sgm",
    ])
  func accounts(folder: String) throws {
    let index = TemporaryFolder()
    let run = try CommandRun(
      "index", (RealData.path ?? "") + "/" + folder, "--index", index.url("index").path, "--json")
    let numbers = try run.numbers()
    let parts = ["indexed", "unchanged", "skipped", "failed"].compactMap { numbers[$0] }
    #expect(run.status == 0 && !run.wasKilled)
    #expect(numbers["seen"] == parts.reduce(0, +))
    #expect(numbers["indexed"] ?? 0 > 0)
    #expect(try CommandRun("verify", "--index", index.url("index").path).status == 0)
  }
}
