import Foundation
import TestSupport
import Testing

@testable import InvertedIndex

@Suite("IndexWriter") struct IndexWriterTests {
  private func writer(_ path: String) throws -> IndexWriter {
    try IndexWriter(path: path, schema: TestIndex.schema, attributes: ["made by": "a test"])
  }

  private func run(_ path: String, _ documents: [TestDocument], _ name: String) throws -> String {
    let run = "\(path)/\(name).lede-tmp"
    try TestIndex.write(documents, to: run, file: name)
    return run
  }

  /// Adds `documents` to the index, as one commit.
  private func add(_ documents: [TestDocument], to path: String) throws {
    var writer = try writer(path)
    try writer.append(runs: [try run(path, documents, "run")])
    try writer.commit()
  }

  /// The identifiers of all live documents, in order.
  private func identifiers(_ snapshot: IndexSnapshot) throws -> [String] {
    var all: [String] = []
    for view in snapshot.segments {
      for document in 0..<DocID(view.segment.documentCount) where view.isLive(document) {
        all.append(try view.segment.identifier(of: document))
      }
    }
    return all
  }

  @Test("a second writer is told who writes; a lock file that nobody holds is no obstacle")
  func lock() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/index"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try Data("99999999\n".utf8).write(to: URL(fileURLWithPath: path + "/lock"))
    let first = try writer(path)
    do throws(IndexError) {
      _ = try IndexWriter(path: path, schema: TestIndex.schema, attributes: [:])
      Issue.record("two writers")
    } catch {
      #expect(error.code == .locked)
      #expect(error.description.contains("process \(getpid())"))
    }
    #expect(first.snapshot.generation == 0)
    _ = consume first
    try add(TestIndex.randomDocuments(5, seed: 1), to: path)
    #expect(try IndexSnapshot(path: path).documentCount == 5)
  }

  @Test("a folder that holds other things is refused and nothing in it touched")
  func foreign() throws {
    for name in ["letters.txt", "segment-notes.txt", "segment-1.lede.bak", "segment-.lede", "run"] {
      let folder = TemporaryFolder()
      let file = folder.path + "/" + name
      try Data("mine".utf8).write(to: URL(fileURLWithPath: file))
      do throws(IndexError) {
        _ = try IndexWriter(path: folder.path, schema: TestIndex.schema, attributes: [:])
        Issue.record("\(name) was passed over")
      } catch { #expect(error.code == .notAnIndex) }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [name])
    }
    let folder = TemporaryFolder()
    try Data().write(to: URL(fileURLWithPath: folder.path + "/file"))
    do throws(IndexError) {
      _ = try IndexWriter(path: folder.path + "/file", schema: TestIndex.schema, attributes: [:])
      Issue.record("a file is no folder")
    } catch { #expect(error.code == .notAnIndex) }
  }

  @Test("files of other people in an index outlive its commits")
  func otherFiles() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/index"
    try add(TestIndex.randomDocuments(5, seed: 1), to: path)
    for name in ["README.md", "segment-notes.txt"] {
      try Data("mine".utf8).write(to: URL(fileURLWithPath: path + "/" + name))
    }
    try add(TestIndex.randomDocuments(3, seed: 2), to: path)
    let names = try FileManager.default.contentsOfDirectory(atPath: path)
    #expect(names.contains("README.md") && names.contains("segment-notes.txt"))
  }

  @Test(
    "a commit that fails at any step leaves the last one, and the next one works",
    arguments: [
      "segment-3.lede", "segment-4.lede", "segment-1.deleted-3.lede-tmp", "manifest.lede-tmp",
    ])
  func failures(blocked: String) throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/index"
    let documents = TestIndex.randomDocuments(400, seed: 4)
    try add(Array(documents[..<200]), to: path)
    try add(Array(documents[200..<300]), to: path)
    let before = try identifiers(try IndexSnapshot(path: path))
    func change(blocking name: String?) throws {
      var writer = try writer(path)
      if let name {
        try FileManager.default.createDirectory(
          atPath: path + "/" + name + "/full", withIntermediateDirectories: true)
      }
      writer.delete([0, 5, 199], fromSegment: 0)
      try writer.append(runs: [try run(path, Array(documents[300..<350]), "one")])
      try writer.append(
        runs: [
          try run(path, Array(documents[350..<370]), "two"),
          try run(path, Array(documents[370...]), "three"),
        ])
      try writer.commit()
    }
    let error = #expect(throws: IndexError.self) { try change(blocking: blocked) }
    #expect(error?.code == .system)
    #expect(error?.path.contains(blocked.replacingOccurrences(of: ".lede-tmp", with: "")) == true)
    let kept = try IndexSnapshot(path: path)
    #expect(kept.generation == 2)
    #expect(try identifiers(kept) == before)
    #expect(try IndexVerifier.verify(path: path).damages.map(\.description) == [])
    try FileManager.default.removeItem(atPath: path + "/" + blocked)
    try change(blocking: nil)
    let after = try IndexSnapshot(path: path)
    #expect(after.generation == 3)
    #expect(
      try identifiers(after)
        == documents.indices.filter { ![0, 5, 199].contains($0) }.map { "d\($0)" })
    #expect(try IndexVerifier.verify(path: path).damages.map(\.description) == [])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: path).sorted() == [
        "lock", "manifest", "segment-1.deleted-3", "segment-1.lede", "segment-2.lede",
        "segment-3.lede", "segment-4.lede",
      ])
  }

  @Test(
    "a folder that may not be written is an error of one sentence", .enabled(if: geteuid() != 0))
  func readOnly() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/index"
    try add(TestIndex.randomDocuments(5, seed: 1), to: path)
    try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: path)
    defer {
      try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
    }
    #expect(throws: IndexError.self) { try add(TestIndex.randomDocuments(5, seed: 2), to: path) }
    #expect(try IndexSnapshot(path: path).documentCount == 5)
  }

  @Test("a snapshot answers the same after later commits, merges and clean-up")
  func snapshot() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/index"
    try add(TestIndex.randomDocuments(300, seed: 4), to: path)
    try add(TestIndex.randomDocuments(100, seed: 5), to: path)
    let snapshot = try IndexSnapshot(path: path)
    func everything() throws -> [UInt8] {
      var bytes: [UInt8] = []
      for view in snapshot.segments {
        for id in SectionID.allCases {
          bytes += try unsafe Array(view.segment.file.bytes(of: id))
        }
      }
      return bytes
    }
    #expect(snapshot.documentCount == 400)
    try add(TestIndex.randomDocuments(90, seed: 6), to: path)
    var writer = try writer(path)
    writer.delete((0..<50).map { DocID($0) }, fromSegment: 0)
    try writer.mergeAll()
    try writer.commit()
    #expect(!FileManager.default.fileExists(atPath: path + "/segment-1.lede"))
    let late = try everything()
    #expect(snapshot.documentCount == 400)
    #expect(try identifiers(snapshot).count == 400)
    // The same documents, written again, have the same bytes.
    let twin = folder.path + "/twin"
    try add(TestIndex.randomDocuments(300, seed: 4), to: twin)
    try add(TestIndex.randomDocuments(100, seed: 5), to: twin)
    var bytes: [UInt8] = []
    for view in try IndexSnapshot(path: twin).segments {
      for id in SectionID.allCases { bytes += try unsafe Array(view.segment.file.bytes(of: id)) }
    }
    #expect(late == bytes)
  }

  @Test("what a dead writer left is removed by the next one")
  func leftovers() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/index"
    try add(TestIndex.randomDocuments(5, seed: 1), to: path)
    for name in ["run-0-0.lede-tmp", "segment-8.lede", "segment-1.deleted-9", "manifest.lede-tmp"] {
      try Data("left".utf8).write(to: URL(fileURLWithPath: path + "/" + name))
    }
    let writer = try writer(path)
    #expect(writer.snapshot.documentCount == 5)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: path).sorted() == [
        "lock", "manifest", "segment-1.lede",
      ])
  }
}
