internal import Bytes

extension Segment {
  /// What is stored of `document`, which must be in range.
  ///
  /// - Complexity: one block of about 32 KiB is decompressed.
  public func stored(of document: DocID) throws(IndexError) -> [UInt8] {
    let entries = unsafe try file.bytes(of: .storedBlocks)
    var low = 0
    var high = entries.count / StoredBlock.entryBytes
    guard high > 0 else { throw IndexError.damaged(path, "section stored blocks") }
    while high - low > 1 {
      let middle = (low + high) / 2
      if unsafe StoredBlock(entries, middle).firstDocument <= document {
        low = middle
      } else {
        high = middle
      }
    }
    let block = unsafe StoredBlock(entries, low)
    var fields: [UInt8] = []
    try forEachStored(in: block) { i, bytes in
      if block.firstDocument + DocID(i) == document { fields = Array(bytes) }
    }
    return fields
  }

  /// The table of stored blocks.
  func storedBlocks() throws(IndexError) -> [StoredBlock] {
    let entries = unsafe try file.bytes(of: .storedBlocks)
    return (0..<entries.count / StoredBlock.entryBytes).map { unsafe StoredBlock(entries, $0) }
  }

  /// The compressed bytes of `block`.
  func frame(of block: StoredBlock) throws(IndexError) -> UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(
      start: try file.pointer(
        to: block.offset..<block.offset + block.frameBytes, of: .stored),
      count: block.frameBytes)
  }

  /// Calls `visit` with the number in the block and the bytes of each document of `block`.
  func forEachStored(
    in block: StoredBlock, _ visit: (Int, ArraySlice<UInt8>) -> Void
  ) throws(IndexError) {
    guard let bytes = unsafe Compression.decompress(try frame(of: block), count: block.byteCount)
    else {
      throw IndexError.damaged(path, "section stored text")
    }
    var offset = 0
    var i = 0
    while offset < bytes.count {
      let (count, start) = Self.length(in: bytes, at: offset)
      guard start > offset, count <= bytes.count - start else {
        throw IndexError.damaged(path, "section stored text")
      }
      visit(i, bytes[start..<start + count])
      offset = start + count
      i += 1
    }
  }

  private static func length(in bytes: [UInt8], at offset: Int) -> (count: Int, start: Int) {
    unsafe bytes.withUnsafeBytes {
      var reader = unsafe ByteReader($0)
      reader.skip(offset)
      let count = reader.readVariable()
      return (count, reader.offset)
    }
  }
}
