internal import Articles

extension PageMetadata {
  /// When the article was first published.
  var published: Stated<PublicationDate>? {
    date(
      inJSON(structured.published, "datePublished"),
      [
        "article:published_time", "article:published", "datepublished", "og:published_time",
        "og:article:published_time", "parsely-pub-date", "sailthru.date", "pubdate",
        "publish-date", "publishdate", "publish_date", "publication_date",
        "cxenseparse:recs:publishtime",
        "dc.date.issued", "dcterms.created", "dcterms.date", "dc.date", "dc.date.created",
        "citation_publication_date", "citation_date", "date", "originalpublicationdate",
        "article.published", "article_date_original", "displaydate", "ptime", "rnews:datepublished",
        "article:post_date", "vr:published_time", "created",
      ], marked: .published)
      ?? urlDate ?? firstTime
  }

  /// When the article was last changed, if that is later than `published`.
  func updated(after published: PublicationDate?) -> Stated<PublicationDate>? {
    let stated = date(
      inJSON(structured.modified, "dateModified"),
      [
        "article:modified_time", "og:updated_time", "article:modified", "datemodified",
        "dcterms.modified", "last-modified", "lastmod", "utime", "article.updated", "revised",
      ], marked: .modified)
    guard let stated, let published, stated.value.seconds > published.seconds else { return nil }
    return stated
  }

  private func date(
    _ structured: Stated<String>, _ names: [String], marked kind: HTMLPage.MarkedText.Kind
  ) -> Stated<PublicationDate>? {
    for stated in [structured] + names.map({ first($0) }) {
      if let date = plausible(stated.value) { return stated.map { _ in date } }
    }
    for mark in page.marked where mark.kind == kind {
      if let date = date(of: mark) { return Stated(value: date, origin: "itemprop") }
    }
    return nil
  }

  private func date(of mark: HTMLPage.MarkedText) -> PublicationDate? {
    plausible(mark.value) ?? plausible(page.string(mark.range))
  }

  /// Reads a date and refuses years in which no page can have appeared.
  private func plausible(_ text: String) -> PublicationDate? {
    guard !text.isEmpty, let date = NewsDate.parse(text) else { return nil }
    // 1600 to 2100: older than any newspaper, later than any file's.
    return (-11_676_096_000..<4_102_444_800).contains(date.seconds) ? date : nil
  }

  /// The first date among `time` elements and elements named for dates.
  private var firstTime: Stated<PublicationDate>? {
    for isExplicit in [true, false] {
      for mark in page.marked where mark.kind == .time && mark.isExplicit == isExplicit {
        if let date = date(of: mark) {
          return Stated(
            value: date, origin: isExplicit ? "time element" : "element named for a date")
        }
      }
    }
    return nil
  }

  /// The date that stands alone in a line next to the headline, for pages that declare none.
  func dateNear(headline: Int?) -> Stated<PublicationDate>? {
    guard let headline else { return nil }
    for index in max(0, headline - 3)..<min(page.blocks.count, headline + 9) {
      let block = page.blocks[index]
      guard block.length < 60, page.text[block.range].contains(where: \.isDigit) else { continue }
      if let date = plausible(page.string(block.range)), date.precision >= .day {
        return Stated(value: date, origin: "line near the headline")
      }
    }
    return nil
  }

  /// The date in an address like "/2025/01/06/" or "/2025-01-06-".
  private var urlDate: Stated<PublicationDate>? {
    let bytes = Array(url.value.utf8)
    var index = 0
    while index + 10 < bytes.count {
      defer { index += 1 }
      guard bytes[index] == UInt8(ascii: "/") || bytes[index] == UInt8(ascii: "-") else { continue }
      let text = bytes[(index + 1)...(index + 10)]
      let separators = [bytes[index + 5], bytes[index + 8]]
      guard separators[0] == separators[1],
        separators[0] == UInt8(ascii: "/") || separators[0] == UInt8(ascii: "-")
      else { continue }
      let digits = text.enumerated().filter { $0.offset != 4 && $0.offset != 7 }.map(\.element)
      guard digits.allSatisfy(\.isDigit) else { continue }
      if let date = plausible(
        String(
          decoding: text.map { $0 == UInt8(ascii: "/") ? UInt8(ascii: "-") : $0 }, as: UTF8.self))
      {
        return Stated(value: date, origin: "address of the page")
      }
    }
    return nil
  }
}
