public import Articles
public import InvertedIndex
public import Retrieval

/// What matches can be counted by.
public enum FacetField: String, Sendable, CaseIterable {
  /// The outlet or agency.
  case source
  /// The section or desk.
  case section
  /// The language tag.
  case language
}

/// A value of a field and the number of matches that have it.
public struct FacetValue: Sendable, Equatable {
  /// The value; empty for the articles that have none.
  public let value: String
  /// The number of matches.
  public let count: Int
}

/// The number of matches in each of a row of periods of equal kind.
public struct Timeline: Sendable {
  /// From the first to the last that has matches, those without in between included.
  public internal(set) var periods: [(period: PublicationDate, count: Int)] = []
  /// The number of matches without a date.
  public internal(set) var undated = 0

  /// The number of all matches.
  public var total: Int { periods.reduce(undated) { $0 + $1.count } }
}

extension NewsSearcher {
  /// The number of matches of `query` by a field, the most frequent value first.
  ///
  /// - Complexity: linear in the matches; what is stored of each is read.
  public func facet(_ field: FacetField, _ query: Query) throws(IndexError) -> [FacetValue] {
    var counts: [String: Int] = [:]
    for document in try searcher.all(searcher.prepare(query)) {
      let article = try article(document)
      let value =
        switch field {
        case .source: article.source
        case .section: article.section
        case .language: article.language
        }
      counts[value, default: 0] += 1
    }
    return counts.map { FacetValue(value: $0.key, count: $0.value) }.sorted {
      ($1.count, $0.value) < ($0.count, $1.value)
    }
  }

  /// The number of matches of `query` by day if they lie within two months, by month if within ten
  /// years, otherwise by year.
  ///
  /// - Complexity: linear in the matches.
  public func timeline(_ query: Query) throws(IndexError) -> Timeline {
    var timeline = Timeline()
    var dates: [DocumentNumbers] = []
    for view in snapshot.segments { dates.append(try view.segment.dates()) }
    var seconds: [Int64] = []
    for document in try searcher.all(searcher.prepare(query)) {
      if let date = dates[document.segment][document.document] {
        seconds.append(date)
      } else {
        timeline.undated += 1
      }
    }
    guard let first = seconds.min(), let last = seconds.max() else { return timeline }
    let days = (last - first) / 86_400
    let precision: PublicationDate.Precision =
      days <= 62 ? .day : days <= 3_660 ? .month : .year
    var counts: [PublicationDate: Int] = [:]
    for date in seconds { counts[PublicationDate(dated: date, precision), default: 0] += 1 }
    var period = PublicationDate(dated: first, precision)
    while period.seconds <= last {
      timeline.periods.append((period, counts[period] ?? 0))
      period = PublicationDate(seconds: period.end, precision: precision)
    }
    return timeline
  }
}

extension PublicationDate {
  /// The day, month or year in which `seconds` lies.
  fileprivate init(dated seconds: Int64, _ precision: Precision) {
    let day = Int(seconds >= 0 ? seconds / 86_400 : -((-seconds + 86_399) / 86_400))
    let date = GregorianDay.date(day)
    let start = GregorianDay.number(
      year: date.year, month: precision >= .month ? date.month : 1,
      day: precision >= .day ? date.day : 1)
    self.init(seconds: Int64(start) * 86_400, precision: precision)
  }
}
