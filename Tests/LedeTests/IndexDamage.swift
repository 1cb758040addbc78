import Foundation
import InvertedIndex
import TestSupport
import Testing

@testable import Lede

/// Damages a sound index in one way at a time, checks what then happens, and repairs it.
struct IndexDamage {
  let newsroom: TestNewsroom
  let files: [String]
  private let right: [String]

  /// - Parameter index: a sound index, beside a folder `articles`.
  init(folder: String) throws {
    newsroom = try TestNewsroom(folder)
    files = try newsroom.files().filter { $0 != "lock" }
    right = try newsroom.answers()
  }

  /// Makes a sound index of two segments, both with deleted documents and one with a hidden one, in
  /// `folder`.
  static func prepare(_ folder: String) throws {
    let newsroom = try TestNewsroom(folder)
    for file in 0..<6 { try newsroom.writeArticles("\(file).jsonl", file * 40..<file * 40 + 40) }
    try newsroom.write(
      "7.jsonl",
      """
      {"id":"c1","title":"Harbour vote","url":"https://a.example/vote","body":"The river, in short."}
      {"id":"c2","title":"Harbour vote","url":"https://a.example/vote","body":"The river and the storm."}
      """)
    try newsroom.update()
    try newsroom.writeArticles("3.jsonl", 120..<160, version: 1)
    try newsroom.update()
    try newsroom.writeArticles("6.jsonl", 240..<260)
    try newsroom.remove("5.jsonl")
    try newsroom.update()
    // The lock, the manifest, two segments, what is deleted from both, and what is hidden in one.
    try #require(try newsroom.files().count == 7)
  }

  func path(_ file: String) -> String { newsroom.index + "/" + file }

  func bytes(_ file: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(file))))
  }

  func write(_ file: String, _ bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path(file)))
  }

  /// Replaces `file` by `bytes`, checks, and repairs it.
  func replace(_ file: String, by bytes: [UInt8], _ what: String) throws {
    let before = try self.bytes(file)
    guard before != bytes else { return }
    try write(file, bytes)
    check(file, what)
    try write(file, before)
  }

  /// The verification complains about `file`, and every answer is right or an error.
  func check(_ file: String, _ what: String) {
    // Read by whoever looks for the reason of a crash.
    try? Data("\(file): \(what)".utf8).write(
      to: URL(fileURLWithPath: newsroom.index + "/../last-damage"))
    do throws(IndexError) {
      let report = try NewsIndex.verify(path: newsroom.index)
      #expect(
        report.damages.contains { $0.path.hasSuffix("/" + file) && isTold($0) },
        "\(file), \(what): \(report.damages)")
    } catch {
      #expect(
        file == "manifest" && error.path.contains("/index") && isTold(error), "\(what): \(error)")
    }
    guard let searcher = try? NewsSearcher(path: newsroom.index) else { return }
    for (query, answer) in zip(TestNewsroom.queries, right) {
      do {
        #expect(try TestNewsroom.answer(searcher, query) == answer, "\(file), \(what)")
      } catch { #expect(error is IndexError, "\(file), \(what): \(error)") }
    }
  }

  private func isTold(_ error: IndexError) -> Bool {
    error.code != .damaged || error.place != nil || error.reason.contains("missing")
  }
}
