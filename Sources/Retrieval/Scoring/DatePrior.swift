internal import Glibc
internal import InvertedIndex

/// What the age of a document adds to its score: `share` of the most that the query could score, halved
/// with every `halfLife` before `newest`.
///
/// It is added to the score of a match, so that bounds stay bounds: no document gets more than the
/// share. Undated documents get nothing, later ones than `newest` the whole.
/// Source: X. Li, W. B. Croft, "Time-based language models", CIKM 2003, whose prior decays alike.
public struct DatePrior: Sendable, Hashable {
  /// In seconds, above 0.
  public let halfLife: Double
  /// The part of the most that the query could score, 0 to 1.
  public let share: Double
  /// The date, in seconds since 1970, from which age counts.
  public let newest: Int64

  /// A prior of these parts, brought into their ranges.
  public init(halfLife: Double, newest: Int64, share: Double = 0.25) {
    self.halfLife = max(halfLife, 1)
    self.newest = newest
    self.share = min(max(share, 0), 1)
  }

  /// What `date` gives, 0 to 1.
  func decay(_ date: Int64?) -> Double {
    guard let date else { return 0 }
    return exp2(-max(Double(newest) - Double(date), 0) / halfLife)
  }
}

/// The prior of every document of a snapshot under one query.
final class DocumentPrior: Sendable {
  /// The most that it gives.
  let most: Score
  private let prior: DatePrior
  private let dates: [DocumentNumbers]

  /// - Parameter possible: the most that the query could score, below 2^31.
  init(_ prior: DatePrior, possible: Double, _ snapshot: IndexSnapshot) throws(IndexError) {
    self.prior = prior
    most = Score(min(possible * prior.share, 2_000_000_000))
    var dates: [DocumentNumbers] = []
    for view in snapshot.segments { dates.append(try view.segment.dates()) }
    self.dates = dates
  }

  /// What a document gets, 0 to `most`.
  func score(segment: Int, document: DocID) -> Score {
    Score(Double(most) * prior.decay(dates[segment][document]))
  }
}
