import Articles
import Foundation
import TestSupport
import Testing

@testable import Ingestion

/// Files beside the tests, and pages read as ingestion reads them.
enum HTMLFixture {
  static func url(_ name: String) throws -> URL {
    let folder = try #require(Bundle.module.resourceURL)
    return folder.appendingPathComponent("Fixtures").appendingPathComponent(name)
  }

  static func text(_ name: String) throws -> String {
    try String(contentsOf: url(name), encoding: .utf8)
  }

  static func bytes(_ name: String) throws -> [UInt8] { try Array(Data(contentsOf: url(name))) }

  /// The article of a page.
  static func article(_ bytes: [UInt8], path: String = "page.html") throws -> Article {
    var sink = ArticleSink()
    try read(bytes, path: path, into: &sink)
    return try #require(sink.articles.first)
  }

  static func article(_ markup: String) throws -> Article { try article(Array(markup.utf8)) }

  static func read(_ bytes: [UInt8], path: String = "page.html", into sink: inout ArticleSink)
    throws
  {
    try unsafe bytes.withUnsafeBytes { raw in
      let document = unsafe SourceDocument(path: path, bytes: raw, modified: 0)
      try HTMLFormat.readArticles(from: document, into: &sink)
    }
  }

  static func confidence(_ text: String, path: String = "stdin") -> FormatConfidence {
    unsafe Array(text.utf8).withUnsafeBytes { raw in
      unsafe HTMLFormat.confidence(
        in: SourceDocument(path: path, bytes: raw, modified: 0))
    }
  }
}
