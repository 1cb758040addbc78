/// By what documents are ordered that are ordered by their dates.
public enum DateOrder: Sendable {
  /// The latest first.
  case newest
  /// The earliest first.
  case oldest
}

extension DateOrder {
  /// The higher, the earlier; the least of all without a date.
  func rank(_ date: Int64?) -> Int64 {
    guard let date else { return .min }
    // No date is the least or the greatest number: they are of years.
    return self == .newest ? date : -max(date, -Int64.max)
  }
}
