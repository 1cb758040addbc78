internal import Bytes

/// Gives every distinct key a dense number: an exact hash table over an arena of bytes.
///
/// Open addressing with linear probing; a slot holds half of the hash, so that nearly every probe
/// is decided without touching the key. Constant expected time.
struct TermTable {
  private var slots = [UInt64](repeating: 0, count: 1 << 12)
  private var mask = (1 << 12) - 1
  private var arena: [UInt8] = []
  private var starts: [UInt32] = [0]

  /// The number of distinct keys.
  var count: Int { starts.count - 1 }
  /// The memory taken, in bytes.
  var byteCount: Int { slots.count * 8 + arena.count + starts.count * 4 }

  /// The number of the key `field` + `term`, a new one if it was not there.
  mutating func number(field: UInt8, term: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let hash =
      unsafe Checksum.of(UnsafeRawBufferPointer(term)) &+ UInt64(field) &* 0x9E37_79B9_7F4A_7C15
    let tag = hash & 0xFFFF_FFFF_0000_0000
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let entry = slots[slot]
      if entry & 0xFFFF_FFFF_0000_0000 == tag {
        let number = UInt32(truncatingIfNeeded: entry) - 1
        if unsafe equals(number, field, term) { return number }
      }
      slot = (slot + 1) & mask
    }
    let number = UInt32(count)
    arena.append(field)
    unsafe arena.append(contentsOf: term)
    starts.append(UInt32(arena.count))
    slots[slot] = tag | UInt64(number + 1)
    if count * 2 > slots.count { grow() }
    return number
  }

  /// The key of that number: the field and the bytes of the term.
  func key(_ number: UInt32) -> ArraySlice<UInt8> {
    arena[Int(starts[Int(number)])..<Int(starts[Int(number) + 1])]
  }

  /// The numbers in the order of their keys.
  ///
  /// - Complexity: O(n log n) comparisons, nearly all of the first eight bytes at once.
  func sortedNumbers() -> [UInt32] {
    var heads: [(head: UInt64, number: UInt32)] = []
    heads.reserveCapacity(count)
    for number in 0..<UInt32(count) {
      var head: UInt64 = 0
      let key = key(number)
      for byte in key.prefix(8) { head = head << 8 | UInt64(byte) }
      head <<= UInt64(8 * (8 - min(8, key.count)))
      heads.append((head, number))
    }
    heads.sort { a, b in
      a.head != b.head ? a.head < b.head : key(a.number).lexicographicallyPrecedes(key(b.number))
    }
    return heads.map(\.number)
  }

  private func equals(
    _ number: UInt32, _ field: UInt8, _ term: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let start = Int(starts[Int(number)])
    let count = Int(starts[Int(number) + 1]) - start
    guard count == term.count + 1, arena[start] == field else { return false }
    return unsafe arena.withUnsafeBufferPointer { arena in
      for i in 0..<term.count where unsafe arena[start + 1 + i] != term[i] { return false }
      return true
    }
  }

  private mutating func grow() {
    let old = slots
    mask = slots.count * 2 - 1
    slots = [UInt64](repeating: 0, count: mask + 1)
    for entry in old where entry != 0 {
      let key = key(UInt32(truncatingIfNeeded: entry) - 1)
      let hash = unsafe key.withUnsafeBytes {
        unsafe Checksum.of(UnsafeRawBufferPointer(rebasing: $0.dropFirst()))
          &+ UInt64($0[0]) &* 0x9E37_79B9_7F4A_7C15
      }
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = entry
    }
  }
}
