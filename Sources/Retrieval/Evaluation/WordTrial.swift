/// Whether to ask of candidates how often each word of a phrase occurs before its positions are read.
///
/// It takes time for nothing where most stay, as they do while the threshold is low. So it is tried with some, and if
/// most of these stay, not again for a while.
struct WordTrial {
  private static let tried = 64
  private static let leftAfterFailure = 448

  private var asked = 0
  private var kept = 0
  /// The candidates that come before it is tried again; few in all are not worth a trial.
  private var left = tried

  mutating func isDue(for count: Int) -> Bool {
    if left <= 0 { return true }
    left -= count
    return false
  }

  mutating func note(asked more: Int, kept stay: Int) {
    asked += more
    kept += stay
    guard asked >= Self.tried else { return }
    left = 4 * kept > 3 * asked ? Self.leftAfterFailure : 0
    (asked, kept) = (0, 0)
  }
}
