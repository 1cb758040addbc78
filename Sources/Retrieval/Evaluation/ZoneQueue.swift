internal import InvertedIndex

/// A zone and the highest rank that a document of it can have.
struct DatedZone {
  let segment: Int
  let index: Int
  let best: Int64

  init(segment: Int, index: Int, _ zone: DateZones.Zone, _ order: DateOrder) {
    self.segment = segment
    self.index = index
    best =
      zone.least > zone.greatest
      ? order.rank(nil) : order.rank(order == .newest ? zone.greatest : zone.least)
  }
}

/// Zones, of which the best are taken first.
struct ZoneQueue {
  /// So many are looked for one by one; if more are taken, all are put in order.
  private static let fewTaken = 8

  private var zones: [DatedZone]
  private var taken = 0
  private var isSorted = false

  init(_ zones: [DatedZone]) {
    self.zones = zones
    bringBest()
  }

  /// The rank of the best that is left.
  var best: Int64? { zones.last?.best }

  /// Takes the `count` best.
  mutating func take(_ count: Int) -> [DatedZone] {
    taken += count
    if taken > Self.fewTaken, !isSorted {
      zones.sort { $0.best < $1.best }
      isSorted = true
    }
    var best: [DatedZone] = []
    while best.count < count, let zone = zones.popLast() {
      best.append(zone)
      bringBest()
    }
    return best
  }

  /// Puts the best at the end.
  private mutating func bringBest() {
    guard !isSorted, var best = zones.indices.last else { return }
    for i in zones.indices where zones[i].best > zones[best].best { best = i }
    zones.swapAt(best, zones.count - 1)
  }
}
