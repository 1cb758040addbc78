internal import Bytes

/// Writes the section of `CopyKeys`: a bit for each document, then the keys.
///
/// Memory: a bit for each document, and the keys while they are few.
struct CopyKeyWriter: ~Copyable {
  private var section: SectionWriter
  private var bits: [UInt64] = []
  private var keys: Spool
  private var count = 0

  /// No keys yet of the segment that will stand at `segmentPath`.
  init(segmentPath: String) {
    let section = SectionWriter(.copyKeys, segmentPath: segmentPath)
    keys = Spool(path: section.path + ".keys.lede-tmp")
    self.section = section
  }

  /// Adds the key of the next document, 0 if it has none.
  mutating func append(_ key: UInt64) throws(IndexError) {
    if count % 64 == 0 { bits.append(0) }
    if key != 0 {
      bits[count / 64] |= 1 << UInt64(count % 64)
      var writer = ByteWriter()
      writer.write(key)
      try keys.append(writer.bytes)
    }
    count += 1
  }

  /// Adds the section to `file`, unless no document has a key.
  consuming func write(to file: inout SegmentFileWriter) throws(IndexError) {
    guard keys.count > 0 else { return }
    var writer = ByteWriter()
    for word in bits { writer.write(word) }
    try section.append(writer.bytes)
    try keys.finish(into: &section)
    try file.append(section)
  }
}
