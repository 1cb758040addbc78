internal import Bytes

/// Writes a `TextColumn`: the offsets of its blocks, then the blocks.
///
/// Memory: four bytes for each block, and the blocks while they are few.
struct TextColumnWriter: ~Copyable {
  private var offsets = ByteWriter()
  private var blocks: Spool
  private var block = ByteWriter()
  private var previous: [UInt8] = []
  private var count = 0

  /// An empty column for `section`, beside which it keeps its blocks if they are many.
  init(section: borrowing SectionWriter) {
    blocks = Spool(path: section.path + ".blocks.lede-tmp")
  }

  /// Adds the next text.
  mutating func append(_ text: [UInt8]) throws(IndexError) {
    if count % TextColumn.blockCount == 0 {
      try flush()
      guard let offset = UInt32(exactly: blocks.count) else {
        throw IndexError(
          .tooLarge, path: blocks.path,
          reason: "identifiers or paths pass 4 GB; split the articles over several indexes")
      }
      offsets.write(offset)
      previous = []
    }
    var shared = 0
    while shared < min(previous.count, text.count), previous[shared] == text[shared] {
      shared += 1
    }
    block.writeVariable(shared)
    block.writeVariable(text.count - shared)
    block.append(text[shared...])
    previous = text
    count += 1
  }

  private mutating func flush() throws(IndexError) {
    try blocks.append(block.bytes)
    block.bytes.removeAll(keepingCapacity: true)
  }

  /// Appends the column to `section`.
  consuming func finish(into section: inout SectionWriter) throws(IndexError) {
    try flush()
    try section.append(offsets.bytes)
    try blocks.finish(into: &section)
  }
}
