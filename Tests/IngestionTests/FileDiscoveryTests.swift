import Articles
import Foundation
import Glibc
import TestSupport
import Testing

@testable import Ingestion

@Suite("FileDiscovery") struct FileDiscoveryTests {
  @Test("folders are walked in the order of names, hidden entries passed over")
  func order() throws {
    try Reading.inFolder { folder in
      let manager = FileManager.default
      try manager.createDirectory(atPath: folder + "/b", withIntermediateDirectories: true)
      try manager.createDirectory(atPath: folder + "/.git", withIntermediateDirectories: true)
      for name in ["c.txt", "a.txt", "b/z.txt", "b/y.txt", ".git/x.txt", ".hidden"] {
        try "text".write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
      }
      let discovery = FileDiscovery([folder + "/"])
      #expect(discovery.failures.isEmpty)
      #expect(
        discovery.files.map { String($0.path.dropFirst(folder.count)) } == [
          "/a.txt", "/b/y.txt", "/b/z.txt", "/c.txt",
        ])
      #expect(
        discovery.files.allSatisfy {
          $0.size == 4 && $0.modifiedNanoseconds > 1_600_000_000_000_000_000
        })
      #expect(FileDiscovery([folder + "/.hidden"]).files.count == 1)
      #expect(FileDiscovery([folder + "/a.txt", folder + "/a.txt"]).files.count == 1)
    }
  }

  @Test("loops of symbolic links end and are told of")
  func loops() throws {
    try Reading.inFolder { folder in
      let manager = FileManager.default
      try manager.createDirectory(atPath: folder + "/a", withIntermediateDirectories: true)
      try "text".write(toFile: folder + "/a/t.txt", atomically: true, encoding: .utf8)
      try manager.createSymbolicLink(atPath: folder + "/a/up", withDestinationPath: folder)
      try manager.createSymbolicLink(
        atPath: folder + "/self", withDestinationPath: folder + "/self")
      let discovery = FileDiscovery([folder])
      #expect(discovery.files.count == 1)
      #expect(discovery.failures.count == 2)
      #expect(discovery.failures.allSatisfy { $0.isSentence })
    }
  }

  @Test("names that are not UTF-8 are found, shown escaped, and read")
  func names() throws {
    try Reading.inFolder { folder in
      let path = Array(folder.utf8) + Array("/caf".utf8) + [0xE9] + Array(".txt".utf8)
      let descriptor = unsafe open(
        (path + [0]).map { CChar(bitPattern: $0) }, O_CREAT | O_WRONLY, 0o600)
      try #require(descriptor >= 0)
      let text = Array("Title\nBody of the text.\n".utf8)
      #expect(unsafe write(descriptor, text, text.count) == text.count)
      close(descriptor)
      let file = try #require(FileDiscovery([folder]).files.first)
      #expect(file.path.hasSuffix("/caf\\xE9.txt"))
      #expect(file.pathBytes == path)
      var titles: [String] = []
      let outcome = try ArticleReader().read(ReadingUnit(file: file)) { titles.append($0.title) }
      #expect(outcome.failures.isEmpty)
      #expect(titles == ["Title"])
    }
  }

  @Test("missing paths and pipes are told of")
  func missing() throws {
    let discovery = FileDiscovery(["/no/such/file"])
    #expect(discovery.files.isEmpty)
    #expect(
      discovery.failures.map(\.description) == ["/no/such/file: does not exist; check the spelling"]
    )
    try Reading.inFolder { folder in
      unsafe #expect(mkfifo(folder + "/pipe", 0o600) == 0)
      #expect(FileDiscovery([folder]).failures.count == 1)
    }
  }

  @Test("a file that vanished since it was found is a failure")
  func vanished() throws {
    let file = DiscoveredFile(pathBytes: Array("/no/such".utf8), size: 3, modifiedNanoseconds: 0)
    let outcome = try ArticleReader().read(ReadingUnit(file: file)) { _ in }
    #expect(outcome.failures.map(\.code) == [.unreadable])
  }
}
