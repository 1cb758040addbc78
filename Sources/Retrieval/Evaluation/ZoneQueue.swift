internal import InvertedIndex

/// The zones of all segments, of which the first by an order of dates are taken first.
struct ZoneQueue {
  /// The zones of a segment, of which some were taken.
  private struct Rest {
    let zones: [DateZones.Zone]
    /// Their numbers, in the order in which they are taken.
    let numbers: [Int]
    let order: DateOrder
    var taken = 0

    init(_ own: DateZones, _ order: DateOrder) {
      zones = own.zones
      numbers = order == .newest ? own.newestFirst : own.oldestFirst
      self.order = order
    }

    /// The highest rank that a document of the next can have; nil if there is none.
    var next: Int64? { taken < numbers.count ? order.rank(zones[numbers[taken]]) : nil }
  }

  private var rests: [Rest]

  /// All zones of `segments`.
  init(_ segments: [DateZones], _ order: DateOrder) {
    rests = segments.map { Rest($0, order) }
  }

  /// Takes the `count` first, as far as their documents can have the rank `least`; gives for each segment that has some of
  /// them the stretches in which they stand side by side, which ascend.
  ///
  /// - Complexity: linear in the zones taken, which are sorted where documents do not stand in the order of their
  ///   dates; where segments take turns, times the segments.
  mutating func take(
    _ count: Int, reaching least: Int64
  ) -> [(segment: Int, stretches: [Range<Int>])] {
    let before = rests.map(\.taken)
    var left = count
    while left > 0, let segment = first(), let next = rests[segment].next, next >= least {
      // Of one segment while no other comes first.
      let others = max(first(besides: segment).flatMap { rests[$0].next } ?? .min, least)
      repeat {
        rests[segment].taken += 1
        left -= 1
      } while left > 0 && (rests[segment].next.map { $0 >= others } ?? false)
    }
    return rests.indices.compactMap { i in
      let new = before[i]..<rests[i].taken
      return new.isEmpty ? nil : (i, Self.stretches(rests[i].numbers[new]))
    }
  }

  /// The stretches in which zones of some numbers stand side by side.
  private static func stretches(_ numbers: ArraySlice<Int>) -> [Range<Int>] {
    var stretches: [Range<Int>] = []
    for number in numbers.sorted() {
      if let last = stretches.last, last.upperBound == number {
        stretches[stretches.count - 1] = last.lowerBound..<number + 1
      } else {
        stretches.append(number..<number + 1)
      }
    }
    return stretches
  }

  /// The segment, but for one, that has the first zone that is left.
  private func first(besides other: Int? = nil) -> Int? {
    var first: Int?
    for i in rests.indices where i != other {
      guard let next = rests[i].next else { continue }
      if let known = first.flatMap({ rests[$0].next }), known >= next { continue }
      first = i
    }
    return first
  }
}

extension DateOrder {
  /// The highest rank that a document of `zone` can have.
  fileprivate func rank(_ zone: DateZones.Zone) -> Int64 {
    if zone.least > zone.greatest { return rank(nil) }
    return rank(self == .newest ? zone.greatest : zone.least)
  }
}
