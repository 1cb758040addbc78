/// A frequency and a document length that may meet in one posting.
///
/// Any score that grows with the frequency and falls with the length is, for every posting of a
/// block, at most its largest value over the impacts of the block. So bounds hold for every such
/// formula, and no formula is stored.
public struct Impact: Sendable, Equatable {
  /// The largest stored frequency; it stands for itself and all above.
  public static let unboundedFrequency: UInt32 = 255
  /// The most impacts a block keeps; more are merged into ones that dominate them.
  public static let mostPerBlock = 4

  /// The frequency, 1...255, the last standing for any.
  public let frequency: UInt32
  /// The document length.
  public let length: UInt32

  /// An impact of these parts.
  public init(frequency: UInt32, length: UInt32) {
    self.frequency = frequency
    self.length = length
  }

  /// The impacts that dominate all postings of a block: frequencies and lengths both falling.
  ///
  /// - Complexity: linear in the block.
  static func frontier(
    frequencies: UnsafeBufferPointer<UInt32>, lengths: UnsafeBufferPointer<UInt32>
  ) -> [Impact] {
    var shortest = InlineArray<256, UInt32>(repeating: .max)
    for i in frequencies.indices {
      let frequency = Int(min(unsafe frequencies[i], unboundedFrequency))
      shortest[frequency] = min(shortest[frequency], unsafe lengths[i])
    }
    var impacts: [Impact] = []
    var best = UInt32.max
    for frequency in stride(from: 255, through: 1, by: -1) where shortest[frequency] < best {
      best = shortest[frequency]
      impacts.append(Impact(frequency: UInt32(frequency), length: best))
    }
    while impacts.count > mostPerBlock {
      // The two whose frequencies are nearest lose least when one stands for both.
      var nearest = 0
      for i in 1..<impacts.count - 1
      where impacts[i].frequency * impacts[nearest + 1].frequency
        < impacts[nearest].frequency * impacts[i + 1].frequency
      {
        nearest = i
      }
      impacts[nearest] = Impact(
        frequency: impacts[nearest].frequency, length: impacts[nearest + 1].length)
      impacts.remove(at: nearest + 1)
    }
    return impacts
  }
}
