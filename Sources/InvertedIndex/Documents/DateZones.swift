/// The dates of the documents of a segment, with the least and the greatest of every 1,024 of them: so
/// that those of a period are looked for in few stretches only.
public struct DateZones: Sendable {
  /// The documents of a zone.
  public static let zoneCount = 1_024

  /// What is known of the dates of a zone.
  public struct Zone: Sendable {
    /// The least, above the greatest if there are none.
    public fileprivate(set) var least = Int64.max
    /// The greatest.
    public fileprivate(set) var greatest = Int64.min
    /// Whether a document has none.
    public fileprivate(set) var lacksSome = false
  }

  /// The date of each document.
  public let dates: DocumentNumbers
  /// The zones, in the order of documents.
  public let zones: [Zone]
  private let count: Int

  /// The zones of `dates` of so many documents; linear in them.
  init(_ dates: DocumentNumbers, count: Int) {
    self.dates = dates
    self.count = count
    zones = stride(from: 0, to: count, by: Self.zoneCount).map { start in
      var zone = Zone()
      for document in start..<min(start + Self.zoneCount, count) {
        guard let date = dates[DocID(document)] else {
          zone.lacksSome = true
          continue
        }
        zone.least = min(zone.least, date)
        zone.greatest = max(zone.greatest, date)
      }
      return zone
    }
  }

  /// The documents of zone `index`.
  public func documents(ofZone index: Int) -> Range<DocID> {
    DocID(index * Self.zoneCount)..<DocID(min((index + 1) * Self.zoneCount, count))
  }

  /// The stretch from the first to the last zone that has dates from `from` to `to`, both included.
  ///
  /// - Complexity: linear in the zones.
  public func range(from: Int64, to: Int64) -> Range<DocID> {
    let isInside = { (zone: Zone) in zone.least <= to && zone.greatest >= from }
    guard let first = zones.firstIndex(where: isInside),
      let last = zones.lastIndex(where: isInside)
    else { return 0..<0 }
    return documents(ofZone: first).lowerBound..<documents(ofZone: last).upperBound
  }

  /// Clears the bits of the documents without a date from `from` to `to`, both included.
  ///
  /// - Parameters:
  ///   - words: a bit for each document of `range`, the first lowest.
  ///   - range: as `range(from:to:)` gives it, or part of it that starts with a zone.
  /// - Complexity: linear in the documents of zones of which some have such a date and some have not.
  public func keep(
    _ words: inout [UInt64], of range: Range<DocID>, from: Int64, to: Int64
  ) {
    let first = Int(range.lowerBound)
    for start in stride(from: first, to: Int(range.upperBound), by: Self.zoneCount) {
      let zone = zones[start / Self.zoneCount]
      let end = min(start + Self.zoneCount, Int(range.upperBound))
      if !zone.lacksSome, zone.least >= from, zone.greatest <= to { continue }
      let isOutside = zone.least > to || zone.greatest < from
      for index in (start - first) / 64..<(end - first + 63) / 64 where words[index] != 0 {
        let document = first + index * 64
        words[index] &=
          isOutside
          ? 0
          : dates.column.mask(
            from: document, count: min(64, end - document), numbers: from, to)
      }
    }
  }
}
