import Foundation
import InvertedIndex
import TestSupport
import Testing

@testable import Lede

@Suite("IndexVerifier on whole indexes") struct SoundnessTests {
  @Test("an index that was built, updated and merged is sound")
  func sound() throws {
    let folder = TemporaryFolder()
    let newsroom = try TestNewsroom(folder.path)
    for file in 0..<12 { try newsroom.writeArticles("\(file).jsonl", file * 40..<file * 40 + 40) }
    try newsroom.update()
    try newsroom.writeArticles("3.jsonl", 120..<160, version: 1)
    try newsroom.remove("7.jsonl")
    try newsroom.update()
    var report = try NewsIndex.verify(path: newsroom.index)
    #expect(report.damages.map(\.description) == [])
    #expect(report.segments == 2)
    #expect(report.documents == 480 + 40)
    #expect(report.postings > 10_000)
    try NewsIndex.merge(path: newsroom.index)
    report = try NewsIndex.verify(path: newsroom.index)
    #expect(report.damages.map(\.description) == [])
    #expect(report.segments == 1)
    #expect(report.documents == 440)
  }

  @Test("an index of the sample corpus is sound", arguments: ["english", "plain"])
  func corpus(analysis: String) throws {
    let folder = TemporaryFolder()
    let newsroom = try TestNewsroom(folder.path)
    let corpus = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Corpus/articles").standardizedFileURL.path
    let report = try newsroom.update([corpus], analysis: analysis)
    #expect(report.documents > 50)
    let verified = try NewsIndex.verify(path: newsroom.index)
    #expect(verified.damages.map(\.description) == [])
    #expect(verified.documents == report.documents)
  }
}
