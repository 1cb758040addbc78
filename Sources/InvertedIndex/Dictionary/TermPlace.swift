/// Where a term is in the dictionary of a segment, if it is there.
public struct TermPlace: Sendable, BitwiseCopyable {
  /// The number of the block.
  let block: Int
}
