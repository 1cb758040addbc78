/// The dates of the documents of a segment, with the least and the greatest of every 256 of them: so
/// that those of a period are looked for in few stretches only.
public struct DateZones: Sendable {
  /// The documents of a zone.
  public static let zoneCount = 256

  /// What is known of the dates of a zone.
  public struct Zone: Sendable {
    /// The least, above the greatest if there are none.
    public fileprivate(set) var least = Int64.max
    /// The greatest.
    public fileprivate(set) var greatest = Int64.min
    /// Whether a document has none.
    public fileprivate(set) var lacksSome = false
    /// Whether all have one, none less than that of the document before.
    public fileprivate(set) var isAscending = true

    @inline(__always)
    fileprivate func overlaps(_ from: Int64, _ to: Int64) -> Bool {
      // Nothing is in a period that ends before it begins, though both its days may be in the zone.
      from <= to && least <= to && greatest >= from
    }
  }

  /// The date of each document.
  public let dates: DocumentNumbers
  private let table: Table

  /// Those that `table` has of `segment`.
  init(_ table: Table, of segment: Segment) {
    dates = DocumentNumbers(column: table.dates, segment: segment)
    self.table = table
  }

  /// The zones, in the order of documents.
  public var zones: [Zone] { table.zones }

  /// The numbers of the zones, those with the greatest dates first; those without dates come last.
  public var newestFirst: [Int] { table.newestFirst }

  /// The numbers of the zones, those with the least dates first; those without dates come last.
  public var oldestFirst: [Int] { table.oldestFirst }

  private var count: Int { table.count }

  /// The documents of zone `index`.
  public func documents(ofZone index: Int) -> Range<DocID> {
    documents(ofZones: index..<index + 1)
  }

  /// The documents of some zones, which stand side by side.
  public func documents(ofZones zones: Range<Int>) -> Range<DocID> {
    DocID(zones.lowerBound * Self.zoneCount)..<DocID(min(zones.upperBound * Self.zoneCount, count))
  }

  /// Stretches that hold all documents with dates from `from` to `to`, both included, and few others.
  ///
  /// They ascend, are apart from each other, and start at multiples of 64: zones that have such dates, without what goes
  /// before and follows where dates ascend.
  ///
  /// - Complexity: linear in the zones.
  public func stretches(from: Int64, to: Int64) -> [Range<DocID>] {
    var stretches: [Range<DocID>] = []
    var zone = 0
    while zone < zones.count {
      if zone % Table.groupCount == 0, !table.groups[zone / Table.groupCount].overlaps(from, to) {
        zone += Table.groupCount
        continue
      }
      guard zones[zone].overlaps(from, to) else {
        zone += 1
        continue
      }
      let all = 0..<DocID(count)
      let start = inside(zone, from: from, to: to, of: all).lowerBound & ~63
      while zone + 1 < zones.count, zones[zone + 1].overlaps(from, to) { zone += 1 }
      let end = inside(zone, from: from, to: to, of: all).upperBound
      if start < end { stretches.append(start..<end) }
      zone += 1
    }
    return stretches
  }

  /// The documents of zone `index` in `range`; of one whose dates ascend those with dates from `from` to `to`, which is
  /// not less.
  private func inside(
    _ index: Int, from: Int64, to: Int64, of range: Range<DocID>
  ) -> Range<DocID> {
    let documents = documents(ofZone: index).clamped(to: range)
    let zone = zones[index]
    guard zone.isAscending, let last = documents.last else { return documents }
    let start =
      zone.least >= from ? documents.lowerBound : partition(documents) { $0 >= from }
    // Where the last is too late, the first of those that are is looked for before it.
    let end =
      zone.greatest <= to || date(last) <= to
      ? documents.upperBound : partition(start..<last) { $0 > to }
    return start..<end
  }

  /// The first of `documents`, whose dates ascend, of whose date `isBehind` is true, or their end.
  @inline(__always)
  private func partition(_ documents: Range<DocID>, by isBehind: (Int64) -> Bool) -> DocID {
    var (low, high) = (documents.lowerBound, documents.upperBound)
    // Of a range that was rounded it is one of the first.
    if documents.count > 64 {
      if isBehind(date(low &+ 63)) { high = low &+ 63 } else { low &+= 64 }
    }
    while low < high {
      let middle = (low &+ high) / 2
      if isBehind(date(middle)) { high = middle } else { low = middle &+ 1 }
    }
    return low
  }

  @inline(__always)
  private func date(_ document: DocID) -> Int64 { table.dates[document] ?? .min }

  /// Clears the bits of the documents of `range` without a date from `from` to `to`, both included.
  ///
  /// - Parameters:
  ///   - words: a bit for each document from `first` on, a multiple of 64, the first lowest.
  ///   - range: a range that starts at a multiple of 64.
  /// - Complexity: linear in the documents of zones of which some have such a date and some have not, and whose
  ///   dates do not ascend; logarithmic in those of others.
  public func keep(
    _ words: inout [UInt64], from first: DocID, of range: Range<DocID>, dates from: Int64,
    _ to: Int64
  ) {
    guard let last = range.last else { return }
    for index in Int(range.lowerBound) / Self.zoneCount...Int(last) / Self.zoneCount {
      let zone = zones[index]
      if !zone.lacksSome, zone.least >= from, zone.greatest <= to { continue }
      let documents = documents(ofZone: index).clamped(to: range)
      if !zone.overlaps(from, to) {
        Self.clear(documents, in: &words, from: first)
      } else if zone.isAscending {
        let inside = inside(index, from: from, to: to, of: documents)
        Self.clear(documents.lowerBound..<inside.lowerBound, in: &words, from: first)
        Self.clear(inside.upperBound..<documents.upperBound, in: &words, from: first)
      } else {
        mask(&words, from: first, documents, dates: from, to)
      }
    }
  }

  /// Clears the bits of `documents`.
  private static func clear(
    _ documents: Range<DocID>, in words: inout [UInt64], from first: DocID
  ) {
    var place = Int(documents.lowerBound - first)
    let end = Int(documents.upperBound - first)
    while place < end {
      let count = min(64 - place % 64, end - place)
      words[place / 64] &= ~((UInt64.max >> UInt64(64 - count)) << UInt64(place % 64))
      place += count
    }
  }

  /// Clears the bits of those of `documents`, which start at a multiple of 64, whose dates are not from `from` to
  /// `to`.
  private func mask(
    _ words: inout [UInt64], from first: DocID, _ documents: Range<DocID>, dates from: Int64,
    _ to: Int64
  ) {
    for document in stride(from: Int(documents.lowerBound), to: Int(documents.upperBound), by: 64) {
      let index = (document - Int(first)) / 64
      if words[index] == 0 { continue }
      words[index] &= dates.column.mask(
        from: document, count: min(64, Int(documents.upperBound) - document), numbers: from, to)
    }
  }
}

extension DateZones {
  /// The zones of a segment: what it keeps, which must not refer to the segment itself.
  final class Table: Sendable {
    let dates: NumericColumn
    let count: Int
    let zones: [Zone]
    /// The least and the greatest date of so many zones each, so that most need not be looked at.
    let groups: [Zone]
    static let groupCount = 16
    let newestFirst: [Int]
    let oldestFirst: [Int]

    /// The zones of `dates` of so many documents; linear in them.
    init(_ dates: NumericColumn, count: Int) {
      let zones = stride(from: 0, to: count, by: zoneCount).map { start in
        var zone = Zone()
        for document in start..<min(start + zoneCount, count) {
          guard let date = dates[DocID(document)] else {
            zone.lacksSome = true
            continue
          }
          if date < zone.greatest { zone.isAscending = false }
          zone.least = min(zone.least, date)
          zone.greatest = max(zone.greatest, date)
        }
        if zone.lacksSome { zone.isAscending = false }
        return zone
      }
      self.dates = dates
      self.count = count
      self.zones = zones
      groups = stride(from: 0, to: zones.count, by: Self.groupCount).map { start in
        zones[start..<min(start + Self.groupCount, zones.count)].reduce(into: Zone()) {
          $0.least = min($0.least, $1.least)
          $0.greatest = max($0.greatest, $1.greatest)
        }
      }
      newestFirst = zones.indices.sorted { zones[$0].greatest > zones[$1].greatest }
      oldestFirst = zones.indices.sorted { zones[$0].least < zones[$1].least }
    }
  }
}
