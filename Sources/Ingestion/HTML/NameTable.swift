/// Values by the hashes of their names (`NameHash`), which need no further hashing.
///
/// Asked several times for each tag of a page. Open addressing; at most a quarter of the slots are taken.
struct NameTable<Value: Sendable>: Sendable {
  private var slots: [(hash: UInt64, value: Value)?]

  /// A table of these.
  init(_ values: [UInt64: Value]) {
    var capacity = 8
    while capacity < 4 * values.count { capacity *= 2 }
    slots = Array(repeating: nil, count: capacity)
    for (hash, value) in values { slots[slot(of: hash)] = (hash, value) }
  }

  /// The value of the name that has that hash, or nil.
  subscript(hash: UInt64) -> Value? { slots[slot(of: hash)]?.value }

  /// Where that hash stands, or the free slot where it would.
  private func slot(of hash: UInt64) -> Int {
    let last = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & last
    while let taken = slots[slot], taken.hash != hash { slot = (slot + 1) & last }
    return slot
  }
}
