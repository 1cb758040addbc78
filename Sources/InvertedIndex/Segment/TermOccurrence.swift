/// A token as a segment takes it: where its term stands among the bytes of terms, and its position.
public struct TermOccurrence: Sendable {
  /// Where the term starts.
  public var start: UInt32
  /// The bytes of the term, 1 to 255.
  public var length: UInt32
  /// The position in the field, not less than that of the token of the same term before.
  public var position: UInt32

  /// A token of these parts.
  @inlinable
  public init(start: UInt32, length: UInt32, position: UInt32) {
    self.start = start
    self.length = length
    self.position = position
  }
}
