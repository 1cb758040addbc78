/// A score in units of 1/65,536: a whole number, so that sums are the same in every order.
public typealias Score = UInt32

extension Score {
  /// The units of a score of 1.
  public static let unit: Float = 65_536

  /// The score as people read it.
  public var value: Double { Double(self) / Double(Self.unit) }
}
