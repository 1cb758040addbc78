internal import Articles
internal import Bytes

/// How much of every article an index stores to be shown.
public enum StoredLevel: String, Sendable, CaseIterable {
  /// Everything, so that hits have snippets.
  case text
  /// Everything but the body.
  case fields
  /// The identifier alone.
  case id
}

/// The form in which articles are stored in an index.
enum StoredArticle {
  private static let version: UInt8 = 1

  static func encode(_ article: Article, level: StoredLevel) -> [UInt8] {
    guard level != .id else { return [] }
    var writer = ByteWriter()
    writer.write(version)
    writer.write(article.title)
    writer.write(article.byline)
    write(article.published, to: &writer)
    write(article.updated, to: &writer)
    writer.write(article.section)
    writer.write(article.source)
    writer.write(article.language)
    writer.write(article.url)
    writer.writeVariable(article.topics.count)
    for topic in article.topics { writer.write(topic) }
    writer.write(level == .text ? article.body : "")
    return writer.bytes
  }

  /// The article in `bytes`, or one with only the identifier if nothing was stored.
  static func decode(_ bytes: [UInt8], id: ArticleID) -> Article {
    var article = Article(id: id)
    guard bytes.first == version else { return article }
    unsafe bytes.withUnsafeBytes { bytes in
      var reader = unsafe ByteReader(bytes)
      reader.skip(1)
      article.title = reader.readText()
      article.byline = reader.readText()
      article.published = readDate(&reader)
      article.updated = readDate(&reader)
      article.section = reader.readText()
      article.source = reader.readText()
      article.language = reader.readText()
      article.url = reader.readText()
      let topics = reader.readVariable()
      for _ in 0..<topics where !reader.failed { article.topics.append(reader.readText()) }
      article.body = reader.readText()
    }
    return article
  }

  /// A date as its precision plus one, 0 for none, and its seconds.
  private static func write(_ date: PublicationDate?, to writer: inout ByteWriter) {
    writer.write(date.map { $0.precision.rawValue + 1 } ?? 0)
    if let date { writer.write(UInt64(bitPattern: date.seconds)) }
  }

  private static func readDate(_ reader: inout ByteReader) -> PublicationDate? {
    let code = reader.read(UInt8.self)
    guard code > 0 else { return nil }
    let seconds = Int64(bitPattern: reader.read(UInt64.self))
    guard let precision = PublicationDate.Precision(rawValue: code - 1) else { return nil }
    return PublicationDate(seconds: seconds, precision: precision)
  }
}
