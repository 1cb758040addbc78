import Articles
import Foundation
import TestSupport

@testable import Ingestion

/// The fixtures beside the tests, and readings of them.
enum Fixture {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures").path

  /// Every fixture file of the formats this module reads besides HTML.
  static var files: [DiscoveredFile] {
    FileDiscovery([folder]).files.filter {
      !$0.path.contains("/html/") && !$0.path.hasSuffix(".tsv")
    }
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: folder + "/" + name)))
  }

  /// The articles and the outcome of a fixture.
  static func read(_ name: String, format: String? = nil) throws -> (
    articles: [Article], outcome: ReadingOutcome
  ) {
    try Reading.of(folder + "/" + name, format: format)
  }
}

/// Readings of files and of bytes.
enum Reading {
  static func of(_ path: String, format: String? = nil) throws -> (
    articles: [Article], outcome: ReadingOutcome
  ) {
    let reader = try ArticleReader(format: format)
    let discovery = FileDiscovery([path])
    var articles: [Article] = []
    var outcome = ReadingOutcome()
    outcome.failures = discovery.failures
    for file in discovery.files {
      let one = reader.read(ReadingUnit(file: file)) { articles.append($0) }
      outcome.failures += one.failures
      outcome.failureCount += one.failureCount
      outcome.articles += one.articles
      outcome.skipped = one.skipped ?? outcome.skipped
    }
    return (articles, outcome)
  }

  /// Reads `bytes` as a file of that name in a folder of its own.
  static func of(_ bytes: [UInt8], name: String, format: String? = nil) throws -> (
    articles: [Article], outcome: ReadingOutcome
  ) {
    try inFolder { folder in
      try Data(bytes).write(to: URL(filePath: folder + "/" + name))
      return try of(folder + "/" + name, format: format)
    }
  }

  static func of(_ text: String, name: String) throws -> (
    articles: [Article], outcome: ReadingOutcome
  ) {
    try of(Array(text.utf8), name: name)
  }

  /// Calls `body` with a fresh folder that is removed afterwards.
  static func inFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "lede-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder.path)
  }
}

/// The unpacked data pack for tests on real files, or nil.
enum RealData {
  static let folder: String? = {
    if let folder = ProcessInfo.processInfo.environment["LEDE_DATA"], !folder.isEmpty {
      return folder
    }
    print("LEDE_DATA is not set: tests on real files are skipped")
    return nil
  }()
}

extension IngestionError {
  /// Whether the error is a sentence of the house: place and reason, no full stop, no line break.
  var isSentence: Bool {
    !path.isEmpty && reason.count > 5 && !reason.hasSuffix(".") && !reason.contains("\n")
      && description.hasPrefix(path)
  }
}
