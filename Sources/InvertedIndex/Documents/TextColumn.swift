internal import Bytes

/// One short text for every entry, in order, front-coded in blocks of 16.
@safe struct TextColumn: Sendable {
  static let blockCount = 16

  private let count: Int
  private nonisolated(unsafe) let bytes: UnsafeRawBufferPointer

  /// The column of `count` texts in `bytes`, which must outlive it.
  init(_ bytes: UnsafeRawBufferPointer, count: Int) {
    unsafe self.bytes = unsafe bytes
    self.count = count
  }

  /// The text of `entry`, which must be in range.
  subscript(_ entry: Int) -> [UInt8] {
    var text: [UInt8] = []
    forEach(in: entry / Self.blockCount, upTo: entry % Self.blockCount) { i, bytes in
      if i == entry { text = bytes }
    }
    return text
  }

  /// Calls `visit` with every entry and its text, in order.
  func forEach<E: Error>(_ visit: (Int, [UInt8]) throws(E) -> Void) throws(E) {
    for block in 0..<(count + Self.blockCount - 1) / Self.blockCount {
      try forEach(in: block, upTo: Self.blockCount - 1, visit)
    }
  }

  private func forEach<E: Error>(
    in block: Int, upTo last: Int, _ visit: (Int, [UInt8]) throws(E) -> Void
  ) throws(E) {
    let blocks = (count + Self.blockCount - 1) / Self.blockCount
    guard block < blocks else { return }
    var reader = unsafe ByteReader(bytes)
    reader.skip(block * 4)
    let offset = Int(reader.read(UInt32.self))
    reader = unsafe ByteReader(bytes)
    reader.skip(blocks * 4 + offset)
    var text: [UInt8] = []
    for i in block * Self.blockCount...min(block * Self.blockCount + last, count - 1) {
      let shared = reader.readVariable()
      let rest = reader.readVariable()
      guard !reader.failed, shared <= text.count, unsafe rest <= bytes.count - reader.offset else {
        return
      }
      text.removeLast(text.count - shared)
      unsafe text.append(contentsOf: bytes[reader.offset..<reader.offset + rest])
      reader.skip(rest)
      try visit(i, text)
    }
  }
}
