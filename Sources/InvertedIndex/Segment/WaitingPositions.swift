/// Encoded positions on their way to the section that they are written to in their turn: in memory while
/// few, else in a file, for one frequent word of an archive of books has more than there may be memory.
///
/// Not thread-safe: it goes from the thread that encodes to the one that writes.
final class WaitingPositions: @unchecked Sendable {
  /// More than usual stretches of terms have: a file costs little, but something.
  private static let memoryBytes = 2 << 20

  private var spool: Spool?

  /// None yet; a file for them would be at `path`.
  init(path: String) { spool = Spool(path: path, memoryBytes: Self.memoryBytes) }

  /// Adds `bytes`; none once they were written.
  func append(_ bytes: [UInt8]) throws(IndexError) {
    precondition(spool != nil, "positions that still wait")
    try spool?.append(bytes)
  }

  /// Appends all to `section` and forgets them.
  func write(to section: inout SectionWriter) throws(IndexError) {
    try spool.take()?.finish(into: &section)
  }
}
