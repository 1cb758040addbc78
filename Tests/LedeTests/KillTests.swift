import Foundation
import InvertedIndex
import Synchronization
import TestSupport
import Testing

@testable import Lede

/// Indexing and merging killed at random moments, in processes of their own.
///
/// `LEDE_KILLS` sets how many; 20 by default.
@Suite("Killed while writing", .serialized, .timeLimit(.minutes(30))) struct KillTests {
  private static let files = 24
  private static let perFile = 25
  /// Every second kill aims at the moments when files come: runs, segments, what was deleted, the
  /// manifest; the others are spread over the whole run.
  private static let aims = ["run-", "segment-", "manifest."]

  /// What the folder holds: the version of each file's articles, nil where there is no file.
  private typealias Content = [Int?]

  private func write(_ newsroom: TestNewsroom, _ old: Content, _ new: Content) throws {
    for (i, version) in new.enumerated() where version != old[i] {
      if let version {
        try newsroom.writeArticles(
          "\(i).jsonl", i * Self.perFile..<(i + 1) * Self.perFile, version: version)
      } else {
        try newsroom.remove("\(i).jsonl")
      }
    }
  }

  /// The identifiers by version that an index of `content` must hold.
  private func expected(_ content: Content) -> [String: Set<String>] {
    var expected = ["version0": Set<String>(), "version1": [], "version2": []]
    for case (let i, let version?) in content.enumerated() {
      for number in i * Self.perFile..<(i + 1) * Self.perFile {
        expected["version\(version)"]?.insert("a\(number)")
      }
    }
    return expected
  }

  private func found(_ newsroom: TestNewsroom) throws -> [String: Set<String>] {
    var found: [String: Set<String>] = [:]
    for version in 0..<3 {
      found["version\(version)"] = try newsroom.identifiers("version\(version)")
    }
    return found
  }

  @Test("the index is in the old state or the new, sound, and the next run completes it")
  func kills() async throws {
    let kills = ProcessInfo.processInfo.environment["LEDE_KILLS"].flatMap { Int($0) } ?? 20
    let folder = TemporaryFolder()
    let newsroom = try TestNewsroom(folder.path)
    var random = SplitMix64(seed: 2_031)
    var content = Content(repeating: nil, count: Self.files)
    var next = content
    for i in 0..<Self.files where i % 4 != 3 { next[i] = 0 }
    try write(newsroom, content, next)
    content = next
    try newsroom.update(jobs: 2)
    var outcomes = (old: 0, new: 0, leftovers: 0)
    for kill in 0..<kills {
      let before = try newsroom.answers()
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        let file = Int.random(in: 0..<Self.files, using: &random)
        next[file] = [nil, 0, 1, 2].randomElement(using: &random) ?? nil
      }
      try write(newsroom, content, next)
      let delay = Double.random(in: 0...1, using: &random)
      let aim = kill % 2 == 0 ? "" : Self.aims[kill / 2 % Self.aims.count]
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [folder = folder.path as String, delay = delay as Double, aim = aim as String] in
        try Self.writeAndDie(folder, delay: delay, aim: aim)
      }
      let report = try NewsIndex.verify(path: newsroom.index)
      #expect(report.damages.map(\.description) == [], "kill \(kill)")
      let state = try found(newsroom)
      if state == expected(content), try newsroom.answers() == before || content == next {
        outcomes.old += 1
      } else {
        #expect(state == expected(next), "kill \(kill) left neither state")
        outcomes.new += 1
      }
      let named = try NewsIndex.statistics(path: newsroom.index).segments
      let present = try newsroom.files()
      if present.contains(where: { $0.hasSuffix(".lede-tmp") })
        || present.count(where: { $0.hasSuffix(".lede") }) > named
      {
        outcomes.leftovers += 1
      }
      try newsroom.update(jobs: 2)
      #expect(try found(newsroom) == expected(next), "the run after kill \(kill)")
      #expect(try NewsIndex.verify(path: newsroom.index).isSound)
      let segments = try NewsIndex.statistics(path: newsroom.index).segments
      let files = try newsroom.files()
      #expect(files.count { $0.hasSuffix(".lede") } == segments)
      #expect(!files.contains { $0.hasSuffix(".lede-tmp") })
      content = next
    }
    print("\(kills) kills: \(outcomes)")
  }

  /// Updates and merges the index in `folder`, and is killed after the fraction `delay` of the time
  /// that it takes, which a first run on a copy tells; or, with an aim, at most 5 ms after a new file
  /// whose name starts so.
  private static func writeAndDie(_ folder: String, delay: Double, aim: String) throws {
    let copy = folder + "/copy"
    try? FileManager.default.removeItem(atPath: copy)
    try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
    for name in ["index", "articles"] {
      try FileManager.default.copyItem(atPath: folder + "/" + name, toPath: copy + "/" + name)
    }
    let clock = ContinuousClock()
    let time = try clock.measure {
      let rehearsal = try TestNewsroom(copy)
      try rehearsal.update([folder + "/articles"], jobs: 2)
      try NewsIndex.merge(path: rehearsal.index)
    }
    let newsroom = try TestNewsroom(folder)
    let old = Set(try newsroom.files())
    Thread.detachNewThread {
      if aim.isEmpty {
        Thread.sleep(forTimeInterval: delay * (time / .seconds(1)))
      } else {
        while (try? newsroom.files().contains { $0.hasPrefix(aim) && !old.contains($0) }) != true {}
        Thread.sleep(forTimeInterval: delay * 0.005)
      }
      kill(getpid(), SIGKILL)
    }
    try newsroom.update(jobs: 2)
    try NewsIndex.merge(path: newsroom.index)
    kill(getpid(), SIGKILL)
  }
}
