import Foundation
import TestSupport
import Testing

@Suite("lede index")
struct IndexCommandTests {
  private let folder: TemporaryFolder
  private var index: String { folder.url("index").path }
  private var news: String { folder.url("news").path }

  init() throws {
    folder = TemporaryFolder()
    try folder.write("news/one.txt", "Ferry sinks\n\nThe ferry Marigold sank off Tarn on Monday.\n")
    try folder.write("news/two.txt", "Strike ends\n\nDockers went back to work after a week.\n")
  }

  private func run(_ more: String...) throws -> CommandRun {
    try CommandRun(
      CommandRun.binary, ["index", news, "--index", index, "--json"] + more, input: "")
  }

  private func search(_ query: String) throws -> [String] {
    try CommandRun("search", query, "--index", index, "--ids").lines
  }

  @Test("agrees with the folder after each run: added, changed, removed, unchanged")
  func synchronises() throws {
    let first = try run().numbers()
    #expect(first["seen"] == 2 && first["indexed"] == 2 && first["documents"] == 2)
    let second = try run().numbers()
    #expect(second["unchanged"] == 2 && second["indexed"] == 0 && second["documents"] == 2)

    try folder.write(
      "news/one.txt", "Ferry raised\n\nThe ferry was raised; the Dandelion helped.\n")
    try folder.write("news/three.txt", "Fog\n\nFog closed the airport.\n")
    try FileManager.default.removeItem(at: folder.url("news/two.txt"))
    let third = try run().numbers()
    #expect(third["indexed"] == 2 && third["removed"] == 1 && third["documents"] == 2)
    #expect(try search("Marigold").isEmpty && search("Dockers").isEmpty)
    #expect(try search("Dandelion").count == 1 && search("fog").count == 1)
  }

  @Test("an article of two files is found once, and the account and the statistics say so")
  func copies() throws {
    for (name, body) in [("short", "In brief."), ("long", "The whole text of the article.")] {
      try folder.write(
        "news/\(name).json",
        #"{"id":"\#(name)","title":"Bridge opens","url":"https://a.example/bridge","body":"\#(body)"}"#
      )
    }
    let numbers = try run().numbers()
    #expect(numbers["documents"] == 3 && numbers["copies"] == 1 && numbers["articles"] == 4)
    #expect(try search("bridge") == ["long"])
    #expect(try CommandRun("search", "bridge", "--count", "--index", index).lines == ["1"])
    let stats = try CommandRun("stats", "--json", "--index", index).numbers()
    #expect(stats["documents"] == 3 && stats["copies"] == 1 && stats["deleted"] == 0)
    #expect(try CommandRun("show", "short", "--index", index).output.contains("In brief."))
    let account = try CommandRun("index", news, "--index", index).lines
    #expect(account.last == "1 article is hidden: a better copy of it is in the index")
    #expect(try CommandRun("verify", "--index", index).status == 0)
  }

  @Test("says in a dry run what it would do, and does nothing")
  func dryRun() throws {
    #expect(try run("--dry-run").numbers()["indexed"] == 2)
    #expect(!FileManager.default.fileExists(atPath: index))
  }

  @Test("accounts for every file: empty ones and junk fail or are skipped, the rest is indexed")
  func accounts() throws {
    try folder.write("news/empty.txt", "")
    try folder.write("news/junk.bin", Data((0..<4_096).map { UInt8(truncatingIfNeeded: $0 * 7) }))
    try folder.write("news/broken.xml", "<rss><channel><item><title>A")
    let run = try run()
    let numbers = try run.numbers()
    let parts = ["indexed", "unchanged", "skipped", "failed"].compactMap { numbers[$0] }
    #expect(run.status == 0)
    #expect(numbers["seen"] == 5 && parts.reduce(0, +) == 5)
    #expect(numbers["failed"] ?? 0 >= 1)
    #expect(run.errors.contains("empty.txt: is empty"))
  }

  @Test("gives the same bytes whatever the number of threads")
  func sameBytes() throws {
    for jobs in ["1", "2", "3"] {
      let run = try CommandRun(
        "index", CommandRun.articles, "--jobs", jobs, "--index", folder.url(jobs).path, "-q")
      #expect(run.status == 0)
    }
    let one = try folder.segments("1")
    #expect(!one.isEmpty)
    #expect(try one == folder.segments("2"))
    #expect(try one == folder.segments("3"))
  }

  @Test("takes a list of paths on standard input, by lines or by zero bytes")
  func standardInput() throws {
    for separator in ["\n", "\0"] {
      let list = ["one.txt", "two.txt"].map { folder.url("news/" + $0).path }
      let run = try CommandRun(
        "index", "-", "--index", folder.url("by\(separator == "\n")").path, "--json",
        input: list.joined(separator: separator))
      #expect(try run.numbers()["indexed"] == 2)
    }
  }

  @Test("reads files whose names are not UTF-8 and shows their bytes")
  func names() throws {
    let run = try CommandRun(
      shell: "printf 'Caf\\xe9\\n\\nAn article from Tarn.\\n' > '\(news)'/caf$'\\xe9'.txt && "
        + "$LEDE index '\(news)' --index '\(index)' -q && $LEDE search Tarn article "
        + "--index '\(index)' --json")
    #expect(run.status == 0)
    #expect(try run.objects().contains { $0["path"]?.hasSuffix("caf\\xE9.txt") ?? false })
  }

  @Test("leaves out the index where it lies inside the folder")
  func indexInside() throws {
    for indexed in [2, 0] {
      let run = try CommandRun("index", news, "--index", news + "/Index", "--json")
      let numbers = try run.numbers()
      #expect(numbers["seen"] == 2 && numbers["indexed"] == indexed)
    }
  }

  @Test("refuses paths that do not exist, and loses nothing")
  func missingPath() throws {
    _ = try run()
    let missing = try CommandRun("index", news + "/nowhere", news, "--index", index)
    #expect(missing.isError(naming: "nowhere", "No such file"))
    #expect(try search("Marigold").count == 1)
  }

  @Test("ends with status 2 where nothing could be read")
  func nothingRead() throws {
    try folder.write("bad/empty.txt", "")
    let run = try CommandRun("index", folder.url("bad").path, "--index", index)
    #expect(run.status == 2)
    #expect(run.errors.contains("is empty"))
  }

  @Test("refuses a folder that holds other things")
  func foreignFolder() throws {
    let run = try CommandRun("index", news, "--index", news)
    #expect(run.isError(naming: news, "holds other things"))
    #expect(try CommandRun("index", news, "--index", news + "/one.txt").isError(naming: "one.txt"))
  }

  @Test("refuses an index that another process writes to, and says which")
  func locked() throws {
    _ = try run()
    let lock = unsafe open(index + "/lock", O_RDWR)
    #expect(flock(lock, LOCK_EX | LOCK_NB) == 0)
    defer { close(lock) }
    #expect(try CommandRun("index", news, "--index", index).isError(naming: index, "writing"))
    #expect(try search("Marigold").count == 1)
  }

  @Test("refuses an index with other settings")
  func otherSettings() throws {
    _ = try run()
    let run = try CommandRun("index", news, "--index", index, "--analysis", "plain")
    #expect(run.isError(naming: "english", "plain"))
    #expect(
      try CommandRun("index", news, "--index", index + "2", "--analysis", "klingon")
        .isError(naming: "klingon", "english, plain"))
  }

  @Test("keeps the last commit when the disk is full")
  func diskFull() throws {
    _ = try run()
    for i in 0..<200 {
      let words = (0..<200).map { "word\($0 * 7 + i)" }.joined(separator: " ")
      try folder.write("news/more-\(i).txt", "Title \(i)\n\n\(words)\n")
    }
    // A limit on the size of files stands in for a full disk: the same calls fail.
    let run = try CommandRun(
      shell: "trap '' XFSZ; ulimit -f 8; exec $LEDE index '\(news)' --index '\(index)'")
    #expect(run.isError(naming: index))
    #expect(try search("Marigold").count == 1)
    #expect(try CommandRun("verify", "--index", index).status == 0)
    #expect(try self.run().numbers()["documents"] == 202)
  }
}
