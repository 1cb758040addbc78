import Foundation
import Ingestion
import InvertedIndex
import TestSupport
import Testing

@testable import Lede

@Suite("FolderSync") struct FolderSyncTests {
  /// A newsroom of three files, indexed.
  private func newsroom(_ folder: TemporaryFolder) throws -> TestNewsroom {
    let newsroom = try TestNewsroom(folder.path)
    try newsroom.writeArticles("a.jsonl", 0..<10)
    try newsroom.writeArticles("b.jsonl", 10..<20)
    try newsroom.writeArticles("deep/er/c.jsonl", 20..<30)
    let report = try newsroom.update()
    #expect(report.indexed == 3)
    #expect(report.documents == 30)
    return newsroom
  }

  private func ids(_ range: Range<Int>) -> Set<String> { Set(range.map { "a\($0)" }) }

  private func expectSound(_ newsroom: TestNewsroom) throws {
    #expect(try NewsIndex.verify(path: newsroom.index).damages.map(\.description) == [])
  }

  @Test("what did not change is not read again")
  func unchanged() throws {
    let folder = TemporaryFolder()
    let newsroom = try newsroom(folder)
    let before = try newsroom.answers()
    let report = try newsroom.update()
    #expect((report.seen, report.unchanged, report.indexed, report.removed) == (3, 3, 0, 0))
    #expect(report.documents == 30)
    #expect(try newsroom.answers() == before)
  }

  @Test("files that are new, changed and gone")
  func changes() throws {
    let folder = TemporaryFolder()
    let newsroom = try newsroom(folder)
    try newsroom.writeArticles("a.jsonl", 0..<10, version: 1)
    try newsroom.remove("b.jsonl")
    try newsroom.writeArticles("d.jsonl", 30..<35)
    let report = try newsroom.update()
    #expect((report.indexed, report.unchanged, report.removed, report.failed) == (2, 1, 1, 0))
    #expect(report.documents == 25)
    #expect(try newsroom.identifiers("version0") == ids(20..<35))
    #expect(try newsroom.identifiers("version1") == ids(0..<10))
    try expectSound(newsroom)
    try FileManager.default.removeItem(atPath: newsroom.articles)
    try FileManager.default.createDirectory(
      atPath: newsroom.articles, withIntermediateDirectories: false)
    let empty = try newsroom.update()
    #expect((empty.seen, empty.removed, empty.documents) == (0, 3, 0))
    #expect(try newsroom.identifiers("harbour").isEmpty)
    try expectSound(newsroom)
    try newsroom.writeArticles("a.jsonl", 0..<10)
    #expect(try newsroom.update().documents == 10)
    #expect(try newsroom.identifiers("version0") == ids(0..<10))
  }

  @Test("a file that can no longer be read keeps its last version and is told of")
  func unreadable() throws {
    let folder = TemporaryFolder()
    let newsroom = try newsroom(folder)
    try newsroom.write("a.jsonl", "{\"id\":\"a1\", this is no JSON\n")
    let report = try newsroom.update()
    #expect((report.failed, report.unchanged, report.documents) == (1, 2, 30))
    #expect(report.failures.first?.path == newsroom.articles + "/a.jsonl")
    #expect(report.failures.first?.reason.contains("kept") == true)
    #expect(try newsroom.identifiers("version0") == ids(0..<30))
    try newsroom.writeArticles("a.jsonl", 0..<10, version: 1)
    #expect(try newsroom.update().failed == 0)
    #expect(try newsroom.identifiers("version1") == ids(0..<10))
    #expect(try newsroom.identifiers("version0") == ids(10..<30))
    try expectSound(newsroom)
  }

  @Test("a link that leads nowhere in the place of a file keeps its last version")
  func danglingLink() throws {
    let folder = TemporaryFolder()
    let newsroom = try newsroom(folder)
    try newsroom.remove("a.jsonl")
    try FileManager.default.createSymbolicLink(
      atPath: newsroom.articles + "/a.jsonl", withDestinationPath: folder.path + "/nowhere")
    let report = try newsroom.update()
    #expect((report.failed, report.removed, report.documents) == (1, 0, 30))
  }

  @Test("a named file or folder that is not there is a failure and removes nothing")
  func missing() throws {
    let folder = TemporaryFolder()
    let newsroom = try newsroom(folder)
    for path in [newsroom.articles + "/absent.html", folder.path + "/absent"] {
      let report = try newsroom.update([path])
      #expect((report.failed, report.removed, report.documents) == (1, 0, 30))
      #expect(report.failures.first?.path == path)
    }
    try FileManager.default.moveItem(
      atPath: newsroom.articles, toPath: folder.path + "/moved")
    #expect(try newsroom.update().documents == 30)
  }

  @Test("two folders are kept apart, and one of them leaves the other alone")
  func twoRoots() throws {
    let folder = TemporaryFolder()
    let newsroom = try newsroom(folder)
    let other = try TestNewsroom(folder.path + "/other")
    try other.writeArticles("a.jsonl", 100..<110)
    // Its name only begins like that of the first.
    let sibling = newsroom.articles + "-of-others"
    try FileManager.default.createDirectory(atPath: sibling, withIntermediateDirectories: false)
    try FileManager.default.copyItem(
      atPath: other.articles + "/a.jsonl", toPath: sibling + "/a.jsonl")
    var report = try newsroom.update([newsroom.articles, other.articles, sibling])
    #expect((report.indexed, report.unchanged, report.documents) == (2, 3, 50))
    #expect(report.duplicateIDs == 10)
    try newsroom.remove("a.jsonl")
    report = try newsroom.update([other.articles])
    #expect((report.unchanged, report.removed, report.documents) == (1, 0, 50))
    report = try newsroom.update()
    #expect((report.unchanged, report.removed, report.documents) == (2, 1, 40))
    report = try newsroom.update([newsroom.articles, newsroom.articles + "/deep"])
    #expect((report.unchanged, report.removed, report.documents) == (2, 0, 40))
  }

  @Test("slashes at the end, relative paths and links name the same folder")
  func spellings() throws {
    let folder = TemporaryFolder()
    let newsroom = try newsroom(folder)
    let link = folder.path + "/link"
    try FileManager.default.createSymbolicLink(
      atPath: link, withDestinationPath: newsroom.articles)
    let working = FileManager.default.currentDirectoryPath
    let up = String(
      repeating: "../", count: working.split(separator: "/").count)
    for path in [
      newsroom.articles + "/", newsroom.articles + "///", newsroom.articles + "/deep/..",
      link, link + "/", up + newsroom.articles.dropFirst(),
    ] {
      let report = try newsroom.update([path])
      #expect((report.unchanged, report.seen, report.documents) == (3, 3, 30), "\(path)")
    }
  }

  @Test("a linked folder inside is walked, and its files go when the link goes")
  func linkInside() throws {
    let folder = TemporaryFolder()
    let newsroom = try newsroom(folder)
    let other = try TestNewsroom(folder.path + "/other")
    try other.writeArticles("x.jsonl", 100..<110)
    let link = newsroom.articles + "/linked"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: other.articles)
    #expect(try newsroom.update().documents == 40)
    try FileManager.default.removeItem(atPath: link)
    let report = try newsroom.update()
    #expect((report.removed, report.documents) == (1, 30))
  }

  @Test("an index inside the folder of articles is not read as articles")
  func indexInside() throws {
    let folder = TemporaryFolder()
    let newsroom = try TestNewsroom(folder.path)
    try newsroom.writeArticles("a.jsonl", 0..<10)
    for _ in 0..<2 {
      let report = try newsroom.update([folder.path])
      #expect((report.seen, report.failed, report.skipped, report.documents) == (1, 0, 0, 10))
    }
  }

  @Test("a dry run says what would be done and writes nothing")
  func dryRun() throws {
    let folder = TemporaryFolder()
    let newsroom = try newsroom(folder)
    try newsroom.writeArticles("a.jsonl", 0..<10, version: 1)
    try newsroom.remove("b.jsonl")
    let before = try newsroom.files()
    let options = IndexingOptions(indexPath: newsroom.index, dryRun: true)
    let report = try NewsIndexer(options).run([newsroom.articles])
    #expect((report.indexed, report.unchanged, report.removed, report.documents) == (1, 1, 1, 30))
    #expect(try newsroom.files() == before)
    let fresh = IndexingOptions(indexPath: folder.path + "/fresh", dryRun: true)
    #expect(try NewsIndexer(fresh).run([newsroom.articles]).indexed == 2)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/fresh"))
  }
}
