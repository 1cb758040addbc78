import Dispatch
import Foundation
import InvertedIndex
import Synchronization
import TestSupport
import Testing

@testable import Lede

@Suite("NewsIndexer", .timeLimit(.minutes(10))) struct NewsIndexerTests {
  private func bytes(_ path: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path))
  }

  /// Writes articles of more bytes than a chunk at little memory.
  private func writeMany(_ newsroom: TestNewsroom, copies: Int) throws {
    let corpus = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Corpus/articles").standardizedFileURL.path
    try FileManager.default.copyItem(atPath: corpus, toPath: newsroom.articles + "/corpus")
    for file in 0..<copies {
      try newsroom.writeArticles("\(file).jsonl", file * 500..<file * 500 + 500)
    }
  }

  @Test("the same files give the same bytes with 1, 2 and 8 jobs")
  func jobs() throws {
    let folder = TemporaryFolder()
    var first: (segment: Data, manifest: Data)?
    let source = try TestNewsroom(folder.path)
    try writeMany(source, copies: 24)
    for (i, jobs) in [1, 2, 8, 8].enumerated() {
      let index = folder.path + "/index\(i)"
      // So little memory that there are several chunks.
      let options = IndexingOptions(indexPath: index, jobs: jobs, memoryBytes: 64 << 20)
      _ = try NewsIndexer(options).run([source.articles])
      let written = (
        segment: try bytes(index + "/segment-1.lede"), manifest: try bytes(index + "/manifest")
      )
      if let first {
        #expect(written.segment == first.segment, "\(jobs) jobs")
        #expect(written.manifest == first.manifest, "\(jobs) jobs")
      }
      first = first ?? written
    }
  }

  @Test("an index built in steps answers as one built at once")
  func steps() throws {
    let folders = (TemporaryFolder(), TemporaryFolder())
    let one = try TestNewsroom(folders.0.path)
    for file in 0..<9 { try one.writeArticles("\(file).jsonl", file * 30..<file * 30 + 30) }
    try one.update()
    let two = try TestNewsroom(folders.1.path)
    for file in 0..<9 {
      try two.writeArticles("\(file).jsonl", file * 30..<file * 30 + 30)
      try two.update()
    }
    try NewsIndex.merge(path: two.index)
    #expect(
      try two.answers().map { $0.replacing(folders.1.path, with: folders.0.path) }
        == one.answers())
  }

  @Test("a full disk is one sentence, keeps the last commit, and the next run works")
  func fullDisk() async throws {
    let folder = TemporaryFolder()
    await #expect(processExitsWith: .success) { [folder = folder.path as String] in
      signal(SIGXFSZ, SIG_IGN)
      func limit(_ bytes: UInt) {
        var limits = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limits)
        limits.rlim_cur = min(bytes, limits.rlim_max)
        setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limits)
      }
      let newsroom = try TestNewsroom(folder)
      for file in 0..<4 { try newsroom.writeArticles("\(file).jsonl", file * 50..<file * 50 + 50) }
      try newsroom.update()
      let before = try newsroom.answers()
      try newsroom.writeArticles("1.jsonl", 50..<100, version: 1)
      try newsroom.writeArticles("9.jsonl", 900..<1_000)
      for bytes in [0, 1, 40, 63, 64, 100, 150, 1_000, 10_000, 20_000] as [UInt] {
        limit(bytes)
        let error = #expect(throws: IndexError.self) { try newsroom.update() }
        limit(.max)
        #expect(error?.code == .system)
        #expect(error?.description.contains(newsroom.index) == true)
        #expect(try newsroom.answers() == before, "\(bytes) bytes")
        #expect(try NewsIndex.verify(path: newsroom.index).isSound)
      }
      try newsroom.update()
      #expect(try newsroom.identifiers("version1").count == 50)
      #expect(try NewsIndex.statistics(path: newsroom.index).documents == 300)
      #expect(try NewsIndex.verify(path: newsroom.index).isSound)
    }
  }

  @Test("two writers that start at once on a new index lose nothing")
  func twoWriters() throws {
    for round in 0..<10 {
      let folder = TemporaryFolder()
      let newsroom = try TestNewsroom(folder.path)
      for half in 0..<2 {
        try newsroom.writeArticles("\(half)/a.jsonl", half * 10..<half * 10 + 10, version: half)
      }
      let failures = Mutex<[String]>([])
      DispatchQueue.concurrentPerform(iterations: 2) { half in
        while true {
          do {
            try newsroom.update([newsroom.articles + "/\(half)"])
            return
          } catch let error as IndexError where error.code == .locked {
            usleep(500)
          } catch {
            failures.withLock { $0.append("\(error)") }
            return
          }
        }
      }
      #expect(failures.withLock { $0 } == [], "round \(round)")
      #expect(try newsroom.identifiers("version0").count == 10, "round \(round)")
      #expect(try newsroom.identifiers("version1").count == 10, "round \(round)")
    }
  }

  @Test("a searcher answers as of its commit while others update, merge and clean up")
  func snapshot() throws {
    let folder = TemporaryFolder()
    let newsroom = try TestNewsroom(folder.path)
    for file in 0..<6 { try newsroom.writeArticles("\(file).jsonl", file * 40..<file * 40 + 40) }
    try newsroom.update()
    try newsroom.writeArticles("2.jsonl", 80..<120, version: 1)
    try newsroom.update()
    let searcher = try NewsSearcher(path: newsroom.index)
    let before = try newsroom.answers()
    for step in 0..<3 {
      try newsroom.writeArticles("\(step).jsonl", step * 40..<step * 40 + 40, version: 2)
      try newsroom.remove("\(step + 3).jsonl")
      try newsroom.update()
      try NewsIndex.merge(path: newsroom.index)
    }
    #expect(try TestNewsroom.queries.map { try TestNewsroom.answer(searcher, $0) } == before)
    #expect(try newsroom.answers() != before)
  }
}
