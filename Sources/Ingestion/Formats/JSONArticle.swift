internal import Articles
internal import JSON

/// An article in the members of a JSON object, whatever its writer called them.
///
/// Members are read in one pass; where several hold the same field, the name that comes first in
/// `JSONFieldNames` wins. Reused for record after record.
struct JSONArticle {
  private var texts = [String](repeating: "", count: JSONField.allCases.count)
  private var ranks = [Int](repeating: Int.max, count: JSONField.allCases.count)
  private var topics: [String] = []
  /// Whether the record says that it was withdrawn.
  private(set) var isWithdrawn = false

  /// The article of `object`, or nil if it holds neither a title nor a text.
  ///
  /// - Parameter record: the number of the record in its file, asked for only if nothing in the
  ///   object identifies it; nil if it is the only one.
  mutating func read(
    _ object: JSONValue, path: String, record: @autoclosure () -> Int?
  ) -> Article? {
    for i in texts.indices {
      texts[i] = ""
      ranks[i] = Int.max
    }
    topics = []
    isWithdrawn = false
    unsafe object.forEachMemberBytes { key, value in
      if let (field, rank) = unsafe JSONFieldNames.field(of: ByteView(key)) {
        take(value, as: field, rank: rank)
      }
    }
    let url = ArticleFields.url(texts[JSONField.url.rawValue])
    let id = texts[JSONField.id.rawValue]
    var article = Article(
      id: ArticleFields.id(
        id, url, path: path, record: id.isEmpty && url.isEmpty ? record() : nil))
    article.url = url
    article.title = texts[JSONField.title.rawValue]
    article.body = texts[JSONField.body.rawValue]
    if article.isBlank { return nil }
    article.byline = texts[JSONField.byline.rawValue]
    article.section = texts[JSONField.section.rawValue]
    article.source = texts[JSONField.source.rawValue]
    article.language = ArticleFields.language(texts[JSONField.language.rawValue])
    article.topics = topics
    article.setDates(date(.published), date(.updated))
    return article
  }

  private func date(_ field: JSONField) -> PublicationDate? {
    let text = texts[field.rawValue]
    return text.isEmpty ? nil : JSONDate.parse(text)
  }

  private mutating func take(_ value: JSONValue, as field: JSONField, rank: Int) {
    guard rank < ranks[field.rawValue], !value.isNull else { return }
    if field == .topics {
      topics = JSONText.list(value)
      ranks[field.rawValue] = topics.isEmpty ? Int.max : rank
      return
    }
    let text: String
    switch field {
    case .body: text = JSONText.body(value)
    case .byline: text = ArticleFields.byline(JSONText.names(value))
    case .id, .url, .published, .updated: text = value.text.map { PlainText.trimmed($0) } ?? ""
    case .withdrawn:
      isWithdrawn = ["canceled", "cancelled", "withheld", "killed"].contains(value.string ?? "")
      return
    default: text = JSONText.line(value)
    }
    guard !text.isEmpty else { return }
    texts[field.rawValue] = text
    ranks[field.rawValue] = rank
  }
}

/// The fields of an article that a member may hold.
enum JSONField: Int, CaseIterable {
  case id, url, title, body, published, updated, byline, section, source, language, topics,
    withdrawn
}

/// What members are called, by field, the best name first; case and "_" do not matter.
enum JSONFieldNames {
  private static let names: [(JSONField, String)] = [
    (.id, "id _id docno docid guid uuid articleid itemid newid uri"),
    (.url, "url link canonicalurl canonical weburl permalink articleurl sourceurl uri href"),
    (.title, "headline title head hl1 webtitle name"),
    (
      .body,
      "body articlebody bodytext bodyhtml contenthtml contenttext text fulltext maintext content "
        + "contents article story paragraphs rawtext document description descriptiontext abstract "
        + "summary lead snippet"
    ),
    (
      .published,
      "date published datepublished publisheddate publishedat pubdate publicationdate publishdate "
        + "datepublish webpublicationdate firstpublished firstcreated createdat created datetime "
        + "timestamp time versioncreated"
    ),
    (
      .updated,
      "updated datemodified modified updatedat lastmodified lastmod dateupdated versioncreated"
    ),
    (.byline, "byline author authors by creator creators authorname writer"),
    (
      .section,
      "section sectionname articlesection category desk newsdesk kicker department rubric"
    ),
    (
      .source,
      "source sourcename publisher outlet publication sitename site newspaper provider agency"
    ),
    (.language, "language lang inlanguage locale"),
    (.topics, "topics keywords tags subjects subject categories newskeywords descriptors"),
    (.withdrawn, "pubstatus"),
  ]

  private struct Entry {
    let name: [UInt8]
    let field: JSONField
    let rank: Int
  }

  private static let table: [UInt64: Entry] = {
    var table: [UInt64: Entry] = [:]
    for (field, list) in names {
      for (rank, name) in list.split(separator: " ").enumerated() {
        let bytes = Array(name.utf8)
        let key = unsafe bytes.withUnsafeBytes { unsafe hash(ByteView($0)) }
        // "uri" and "versioncreated" serve two fields; the first one listed has them.
        if table[key] == nil { table[key] = Entry(name: bytes, field: field, rank: rank) }
      }
    }
    return table
  }()

  /// The field that a member of this name holds, and how good a name it is (0 is best).
  static func field(of key: ByteView) -> (JSONField, Int)? {
    guard key.count <= 32, let entry = table[hash(key)] else { return nil }
    var i = 0
    for byte in key where byte != 0x5F && byte != 0x2D {
      guard i < entry.name.count, entry.name[i] == lower(byte) else { return nil }
      i += 1
    }
    return i == entry.name.count ? (entry.field, entry.rank) : nil
  }

  /// FNV-1a over the letters in lower case.
  private static func hash(_ key: ByteView) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in key where byte != 0x5F && byte != 0x2D {
      hash = (hash ^ UInt64(lower(byte))) &* 0x100_0000_01B3
    }
    return hash
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }
}
