internal import Articles

extension PageMetadata {
  /// When the article was first published.
  ///
  /// - Parameters:
  ///   - headline: the block of the headline, if it is known: of dates that stand on the page, those near it count.
  ///   - isText: whether a block is part of the article's text, where other dates are.
  func published(headline: Int?, isText: (Int) -> Bool) -> Stated<PublicationDate>? {
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
      ?? urlDate ?? visible(headline, isText)
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
    // No date is as long as what a mark around the whole page holds.
    plausible(mark.value)
      ?? (mark.range.count > NewsDate.lengthLimit ? nil : plausible(page.string(mark.range)))
  }

  /// Reads a date and refuses years in which no page can have appeared.
  private func plausible(_ text: String) -> PublicationDate? {
    guard !text.isEmpty, let date = NewsDate.parse(text) else { return nil }
    return date.isPlausible ? date : nil
  }

  /// The first date among `time` elements and elements named for dates that begin where `isThere` says, but not
  /// among comments.
  private func firstTime(_ headline: Int?, where isThere: (Int) -> Bool) -> Stated<PublicationDate>?
  {
    for (evidence, origin) in [
      (HTMLPage.MarkedText.Evidence.vocabulary, "time element"),
      (.className, "element named for a date"),
    ] {
      for mark in page.marked where mark.kind == .time && mark.evidence == evidence {
        guard isThere(mark.range.lowerBound), !isInComments(mark.node, headline) else { continue }
        if let date = date(of: mark) { return Stated(value: date, origin: origin) }
      }
    }
    return nil
  }

  /// The date that stands near the headline or, if that is no other day, a more exact one elsewhere; and if there
  /// is none near it, that elsewhere.
  private func visible(_ headline: Int?, _ isText: (Int) -> Bool) -> Stated<PublicationDate>? {
    let around = headline.map { surroundings(of: $0) } ?? 0..<0
    let elsewhere = firstTime(headline) { _ in true }
    guard let near = firstTime(headline, where: around.contains) ?? line(near: headline, isText)
    else { return elsewhere }
    guard let elsewhere, abs(elsewhere.value.seconds - near.value.seconds) < 86_400,
      elsewhere.value.precision > near.value.precision
    else { return near }
    return elsewhere
  }

  /// The date in a line near the headline that is not part of the text, for pages that mark none.
  private func line(near headline: Int?, _ isText: (Int) -> Bool) -> Stated<PublicationDate>? {
    guard let headline else { return nil }
    // What stands behind the headline is more likely its own.
    let behind = headline + 1..<max(headline + 1, min(page.blocks.count, headline + 9))
    for index in Array(behind) + (max(0, headline - 3)..<headline).reversed() {
      let block = page.blocks[index]
      guard block.length < 150, !isText(index),
        page.text[block.range].contains(where: \.isDigit),
        let date = NewsDate.first(in: page.string(block.range)), date.isPlausible
      else { continue }
      return Stated(value: date, origin: "line near the headline")
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
