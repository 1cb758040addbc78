internal import Bytes
internal import CSIMD

/// Gives every distinct term of a field a dense number: an exact hash table, asked in batches.
///
/// Open addressing with linear probing; a slot holds half of the hash and a number, the keys stand
/// in the order of their numbers, so that those of frequent words, which come early, lie together.
/// A term of up to 14 bytes is compared as two integers. The slots of a batch are fetched before
/// the first is looked at. Constant expected time. The slow twin in the tests is a dictionary.
struct TermTable {
  /// Terms looked up in one go: what is noted of them is below the size from which memory is not taken from the stack.
  private static let batch = 40

  private var slots = [UInt64](repeating: 0, count: 1 << 12)
  /// The key of every number.
  private(set) var keys: [TermKey] = []
  /// The tail of every number, in `tailBytes`.
  private(set) var tails: [TermTail] = []
  private(set) var tailBytes: [UInt8] = []
  private var keyBytes = 0

  /// The number of distinct keys.
  var count: Int { keys.count }
  /// About the memory taken, in bytes.
  var byteCount: Int { slots.count * 8 + keyBytes + (keys.count + 1) * 4 }

  /// Writes the numbers of the terms of `field` at `occurrences` in `bytes` to `numbers`; terms
  /// that were not there get new ones.
  mutating func number(
    _ occurrences: UnsafeBufferPointer<TermOccurrence>, of bytes: UnsafeBufferPointer<UInt8>,
    field: UInt8, into numbers: UnsafeMutablePointer<UInt32>
  ) {
    unsafe withUnsafeTemporaryAllocation(of: Probe.self, capacity: Self.batch) { probes in
      guard let probes = probes.baseAddress else { return }
      var start = 0
      while start < occurrences.count {
        let end = min(start &+ Self.batch, occurrences.count)
        let part = unsafe UnsafeBufferPointer(rebasing: occurrences[start..<end])
        let areFound = unsafe slots.withUnsafeBufferPointer { slots in
          unsafe keys.withUnsafeBufferPointer { keys in
            unsafe Self.prepare(part, of: bytes, field: field, slots, probes)
            return unsafe Self.find(part.count, probes, slots, keys, into: numbers + start)
          }
        }
        if !areFound { unsafe insertMissing(part, of: bytes, probes, into: numbers + start) }
        start = end
      }
    }
  }

  /// The number of one term.
  mutating func number(field: UInt8, term: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var number: UInt32 = 0
    var occurrence = TermOccurrence(
      start: 0, length: UInt32(truncatingIfNeeded: term.count), position: 0)
    unsafe withUnsafePointer(to: &occurrence) { occurrence in
      unsafe self.number(
        UnsafeBufferPointer(start: occurrence, count: 1), of: term, field: field, into: &number)
    }
    return number
  }

  private struct Probe {
    let key: TermKey
    var hash: UInt64

    @inline(__always)
    init(_ key: TermKey) {
      self.key = key
      hash = key.hash
    }
  }

  /// Makes the keys and hashes and asks for their slots.
  @inline(never)
  private static func prepare(
    _ occurrences: UnsafeBufferPointer<TermOccurrence>, of bytes: UnsafeBufferPointer<UInt8>,
    field: UInt8, _ slots: UnsafeBufferPointer<UInt64>, _ probes: UnsafeMutablePointer<Probe>
  ) {
    guard let firstSlot = slots.baseAddress, let base = bytes.baseAddress else { return }
    let mask = slots.count &- 1
    for i in 0..<occurrences.count {
      let occurrence = unsafe occurrences[i]
      let (start, length) = (Int(occurrence.start), Int(occurrence.length))
      var probe =
        start &+ 15 <= bytes.count
        ? unsafe Probe(TermKey(field: field, readable: base + start, length: length))
        : unsafe lastProbe(occurrence, of: bytes, field: field)
      if probe.key.isCut {
        probe.hash = unsafe hash(probe.hash, tail: tail(of: occurrence, in: bytes))
      }
      unsafe prefetch(firstSlot + (Int(truncatingIfNeeded: probe.hash) & mask))
      unsafe (probes + i).initialize(to: probe)
    }
  }

  /// That of a term at the end of `bytes`.
  @inline(never)
  private static func lastProbe(
    _ occurrence: TermOccurrence, of bytes: UnsafeBufferPointer<UInt8>, field: UInt8
  ) -> Probe {
    let end = Int(occurrence.start) &+ Int(occurrence.length)
    return unsafe Probe(
      TermKey(
        field: field,
        term: UnsafeBufferPointer(rebasing: bytes[Int(occurrence.start)..<end])))
  }

  /// Looks terms up, and tells whether all are found.
  ///
  /// The number is `UInt32.max` for those that are not there, and for those that their keys do not hold.
  @inline(never)
  private static func find(
    _ count: Int, _ probes: UnsafePointer<Probe>, _ slots: UnsafeBufferPointer<UInt64>,
    _ keys: UnsafeBufferPointer<TermKey>, into numbers: UnsafeMutablePointer<UInt32>
  ) -> Bool {
    guard let firstSlot = slots.baseAddress, let firstKey = keys.baseAddress else { return false }
    let mask = slots.count &- 1
    for i in 0..<count {
      let entry = unsafe firstSlot[Int(truncatingIfNeeded: probes[i].hash) & mask]
      // The key of the first candidate; that of an empty slot is in no table and not read.
      unsafe prefetch(firstKey + Int(UInt32(truncatingIfNeeded: entry) &- 1))
    }
    var areFound = true
    for i in 0..<count {
      let probe = unsafe probes[i]
      var slot = Int(truncatingIfNeeded: probe.hash) & mask
      var entry = unsafe firstSlot[slot]
      while entry != 0 {
        if (entry ^ probe.hash) &>> 32 == 0,
          unsafe firstKey[Int(UInt32(truncatingIfNeeded: entry) &- 1)] == probe.key,
          !probe.key.isCut
        {
          break
        }
        slot = (slot &+ 1) & mask
        entry = unsafe firstSlot[slot]
      }
      // Of an empty slot the highest number, which none has.
      let number = UInt32(truncatingIfNeeded: entry) &- 1
      unsafe numbers[i] = number
      areFound = areFound && number != .max
    }
    return areFound
  }

  /// Adds the terms that were not found, in order.
  @inline(never)
  private mutating func insertMissing(
    _ occurrences: UnsafeBufferPointer<TermOccurrence>, of bytes: UnsafeBufferPointer<UInt8>,
    _ probes: UnsafePointer<Probe>, into numbers: UnsafeMutablePointer<UInt32>
  ) {
    for i in 0..<occurrences.count where unsafe numbers[i] == .max {
      let tail =
        unsafe probes[i].key.isCut
        ? Self.tail(of: occurrences[i], in: bytes) : UnsafeRawBufferPointer(start: nil, count: 0)
      unsafe numbers[i] = unsafe insert(probes[i], tail: tail)
    }
  }

  /// The number of a term that was not found, or was not there a moment ago.
  @inline(never)
  private mutating func insert(_ probe: Probe, tail: UnsafeRawBufferPointer) -> UInt32 {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: probe.hash) & mask
    while slots[slot] != 0 {
      let candidate = UInt32(truncatingIfNeeded: slots[slot]) - 1
      if keys[Int(candidate)] == probe.key, unsafe !probe.key.isCut || hasTail(candidate, tail) {
        return candidate
      }
      slot = (slot + 1) & mask
    }
    let number = UInt32(count)
    slots[slot] = probe.hash & 0xFFFF_FFFF_0000_0000 | UInt64(number + 1)
    keys.append(probe.key)
    if probe.key.isCut {
      tails.append(TermTail(offset: tailBytes.count, count: tail.count))
      unsafe tailBytes.append(contentsOf: tail)
      keyBytes += 1 + TermKey.inlineCount + tail.count
    } else {
      tails.append(.none)
      keyBytes += 1 + Int(probe.key.low & 0xFF)
    }
    if count * 2 > slots.count { grow() }
    return number
  }

  private static func tail(
    of occurrence: TermOccurrence, in bytes: UnsafeBufferPointer<UInt8>
  ) -> UnsafeRawBufferPointer {
    let start = Int(occurrence.start)
    return unsafe UnsafeRawBufferPointer(
      UnsafeBufferPointer(
        rebasing: bytes[start + TermKey.inlineCount..<start + Int(occurrence.length)]))
  }

  private func hasTail(_ number: UInt32, _ tail: UnsafeRawBufferPointer) -> Bool {
    unsafe tailBytes.withUnsafeBytes {
      unsafe tails[Int(number)].bytes(in: $0).elementsEqual(tail)
    }
  }

  private static func hash(_ hash: UInt64, tail: UnsafeRawBufferPointer) -> UInt64 {
    unsafe hash ^ Checksum.of(tail)
  }

  private mutating func grow() {
    let mask = slots.count * 2 - 1
    slots = [UInt64](repeating: 0, count: mask + 1)
    for (number, key) in keys.enumerated() {
      var hash = key.hash
      if key.isCut {
        hash = unsafe tailBytes.withUnsafeBytes {
          unsafe Self.hash(hash, tail: tails[number].bytes(in: $0))
        }
      }
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = hash & 0xFFFF_FFFF_0000_0000 | UInt64(number + 1)
    }
  }

  /// Appends the field and the bytes of the term of that number.
  func appendBytes(of number: UInt32, to bytes: inout [UInt8]) {
    let key = keys[Int(number)]
    key.appendBytes(to: &bytes)
    if key.isCut {
      unsafe tailBytes.withUnsafeBytes {
        unsafe bytes.append(contentsOf: tails[Int(number)].bytes(in: $0))
      }
    }
  }

  /// The numbers in the order of their keys.
  ///
  /// - Complexity: O(n log n) comparisons of two integers, tails apart.
  func sortedNumbers() -> [UInt32] {
    var order: [(key: TermKey, number: UInt32)] = []
    order.reserveCapacity(count)
    for (number, key) in keys.enumerated() { order.append((key, UInt32(number))) }
    unsafe tailBytes.withUnsafeBytes { tailBytes in
      order.sort { a, b in
        if a.key != b.key || !a.key.isCut { return a.key.precedes(b.key) }
        return unsafe tails[Int(a.number)].bytes(in: tailBytes)
          .lexicographicallyPrecedes(tails[Int(b.number)].bytes(in: tailBytes))
      }
    }
    return order.map(\.number)
  }
}
