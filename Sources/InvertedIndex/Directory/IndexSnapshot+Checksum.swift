internal import Bytes

extension IndexSnapshot {
  /// A number that stands for all that can be found: the bytes of the segments, which documents of
  /// them are deleted or hidden, and what the creator recorded.
  ///
  /// Equal for indexes that were built alike from the same files; the same articles in other segments
  /// have another.
  ///
  /// - Complexity: linear in the documents of segments where some are deleted or hidden; no segment is read.
  public var checksum: UInt64 {
    var writer = ByteWriter()
    for view in segments {
      writer.write(view.segment.checksum)
      for word in view.excluded?.words ?? [] { writer.write(word) }
    }
    for (name, value) in attributes.sorted(by: { $0.key < $1.key }) {
      writer.write(name)
      writer.write(value)
    }
    return Checksum.of(writer.bytes)
  }
}
