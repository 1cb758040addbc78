import Articles
import Foundation
import TestSupport
import Testing

@testable import Ingestion

@Suite("ArchiveReader") struct ArchiveReaderTests {
  /// Runs a program of the system in `folder`; nil if it is not installed.
  private func run(_ arguments: [String], in folder: String) throws -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: folder)
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  private func prepare(_ folder: String) throws {
    for (name, title) in [("one.txt", "First"), ("two.txt", "Second")] {
      try "\(title)\nSome text of the article.\n".write(
        toFile: folder + "/" + name, atomically: true, encoding: .utf8)
    }
  }

  @Test("tar, tar.gz, gz, bz2 and xz are read as if unpacked")
  func kinds() throws {
    try Reading.inFolder { folder in
      try prepare(folder)
      let commands = [
        ["tar", "-cf", "a.tar", "one.txt", "two.txt"],
        ["tar", "-czf", "a.tgz", "one.txt", "two.txt"],
        ["gzip", "-k", "one.txt"], ["bzip2", "-k", "one.txt"], ["xz", "-k", "one.txt"],
        ["tar", "-cf", "nested.tar", "one.txt.gz", "a.tgz"],
      ]
      let names = ["a.tar", "a.tgz", "one.txt.gz", "one.txt.bz2", "one.txt.xz", "nested.tar"]
      let titles = [
        ["First", "Second"], ["First", "Second"], ["First"], ["First"], ["First"],
        ["First", "First", "Second"],
      ]
      for (index, command) in commands.enumerated() where try run(command, in: folder) {
        let (articles, outcome) = try Reading.of(folder + "/" + names[index])
        #expect(outcome.failures.isEmpty, "\(names[index])")
        #expect(articles.map(\.title) == titles[index], "\(names[index])")
      }
      let members = try Reading.of(folder + "/a.tar").articles
      #expect(members.first?.id.text == folder + "/a.tar!one.txt")
    }
  }

  @Test("zip members are read, and hidden ones passed over")
  func zip() throws {
    try Reading.inFolder { folder in
      try prepare(folder)
      try "x".write(toFile: folder + "/.secret.txt", atomically: true, encoding: .utf8)
      let program =
        "import zipfile;z=zipfile.ZipFile('a.zip','w',8);[z.write(n) for n in ['one.txt','.secret.txt','two.txt']];z.close()"
      guard try run(["python3", "-c", program], in: folder) else { return }
      #expect(try Reading.of(folder + "/a.zip").articles.map(\.title) == ["First", "Second"])
    }
  }

  @Test("a gzip file cut short gives what can be unpacked and reports the rest")
  func truncated() throws {
    try Reading.inFolder { folder in
      var generator = SplitMix64(seed: 3)
      let lines = (0..<5_000).map { i in
        #"{"id":"\#(i)","title":"\#(UInt64.random(in: 0...(.max), using: &generator))"}"# + "\n"
      }
      try lines.joined().write(toFile: folder + "/a.jsonl", atomically: true, encoding: .utf8)
      guard try run(["gzip", "a.jsonl"], in: folder) else { return }
      let packed = try Data(contentsOf: URL(filePath: folder + "/a.jsonl.gz"))
      try packed.prefix(packed.count / 2).write(to: URL(filePath: folder + "/half.jsonl.gz"))
      let (articles, outcome) = try Reading.of(folder + "/half.jsonl.gz")
      #expect(articles.count > 1_000 && articles.count < 5_000)
      #expect(outcome.failures.contains { $0.code == .archive })
      #expect(outcome.failures.allSatisfy { $0.isSentence })
    }
  }

  @Test("a zip bomb is refused at the stated ratio")
  func bomb() throws {
    try Reading.inFolder { folder in
      let program =
        "import gzip;f=gzip.open('bomb.gz','wb');[f.write(b'bomb '*(1<<18)) for _ in range(300)];f.close()"
      guard try run(["python3", "-c", program], in: folder) else { return }
      let (articles, outcome) = try Reading.of(folder + "/bomb.gz")
      #expect(articles.isEmpty)
      #expect(outcome.failures.map(\.code) == [.tooLarge])
    }
  }

  @Test("members above 32 MB pass through a temporary file")
  func large() throws {
    try Reading.inFolder { folder in
      var text: [UInt8] = []
      var generator = SplitMix64(seed: 5)
      var count = 0
      while text.count < 36 << 20 {
        let filler = (0..<200).map { _ in String(UInt32.random(in: 0...999, using: &generator)) }
        text += Array(#"{"id":"\#(count)","body":"\#(filler.joined(separator: " "))"}"#.utf8) + [10]
        count += 1
      }
      try Data(text).write(to: URL(filePath: folder + "/big.jsonl"))
      guard try run(["gzip", "-1", "big.jsonl"], in: folder) else { return }
      let (articles, outcome) = try Reading.of(folder + "/big.jsonl.gz")
      #expect(outcome.failures.isEmpty)
      #expect(articles.count == count)
    }
  }
}
