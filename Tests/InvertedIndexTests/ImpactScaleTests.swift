import TestSupport
import Testing

@testable import InvertedIndex

@Suite("ImpactScale") struct ImpactScaleTests {
  /// Frequencies, lengths and reference lengths of all magnitudes.
  private func postings(_ count: Int, seed: UInt64) -> [(
    f: UInt32, length: UInt32, scale: ImpactScale
  )] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { i in
      func number(below bits: Int) -> UInt32 {
        .random(
          in: 0...(.max >> UInt32(32 - Int.random(in: 1...bits, using: &random))), using: &random)
      }
      let reference = Int(max(1, number(below: 16)))
      let f = i % 2 == 0 ? max(1, number(below: 6)) : max(1, number(below: 32))
      return (f, number(below: 16), ImpactScale(lengthSum: reference * 10 + 9, documents: 10))
    }
  }

  @Test("the reference length is the mean, from 1 to the longest length")
  func reference() {
    let cases = [(0, 0, 1), (10, 20, 1), (999, 10, 99), (1_000, 10, 100), (.max, 1, 65_535)]
    for (sum, documents, expected) in cases {
      #expect(ImpactScale(lengthSum: sum, documents: documents).referenceLength == expected)
    }
  }

  @Test("a level is the ceiling of the fraction, which is computed without rounding")
  func ceiling() {
    for (f, length, scale) in postings(50_000, seed: 1) {
      let level = UInt64(scale.level(frequency: f, length: length))
      let reference = UInt64(scale.referenceLength)
      let above = 2_550 * UInt64(f) * reference
      let below = 10 * UInt64(f) * reference + 3 * reference + 9 * UInt64(length)
      #expect(level >= 1 && level * below >= above && (level - 1) * below < above)
    }
  }

  @Test("every posting lies on or above the line of its level, and of all higher ones")
  func lines() {
    for (f, length, scale) in postings(50_000, seed: 2) {
      let level = Int(scale.level(frequency: f, length: length))
      let reference = scale.referenceLength
      // The line of the documentation, times nine times the level, in integers.
      #expect(
        9 * level * Int(length) + 3 * level * reference
          >= (2_550 - 10 * level) * Int(f) * reference)
      for higher in Set([level, (level + 255) / 2, 255]) {
        let slope = scale.slope(higher)
        let onLine = slope * Double(f) - Double(reference) / 3
        #expect(Double(length) >= onLine - 1e-12 * abs(slope) * Double(f) - 1e-9)
        #expect(higher < 255 || slope <= 0)
      }
    }
  }

  @Test("the levels of many postings are those of each")
  func many() {
    var random = SplitMix64(seed: 4)
    func check(_ frequencies: [UInt32], _ lengths: [UInt32], _ scale: ImpactScale) {
      let count = frequencies.count
      let (f, l) = (frequencies + [1, 1, 1], lengths + [0, 0, 0])
      var levels = [UInt8](repeating: 0, count: count + 3)
      unsafe levels.withUnsafeMutableBufferPointer {
        unsafe scale.writeLevels(frequencies: f, lengths: l, count: count, to: $0.baseAddress!)
      }
      let expected = zip(frequencies, lengths).map { scale.level(frequency: $0, length: $1) }
      #expect(levels.dropLast(3).elementsEqual(expected))
    }
    for reference in [1, 2, 3, 255, 301, 65_535] {
      let scale = ImpactScale(lengthSum: reference, documents: 1)
      for length in 0...301 {
        check((1...301).map { $0 }, .init(repeating: UInt32(length), count: 301), scale)
      }
    }
    for seed in 5..<200 {
      let postings = postings(1 + seed % 128, seed: UInt64(seed))
      // Up to the highest that are written together, and all.
      let most: UInt32 = seed % 3 == 0 ? .max : 1 << 25 - 1
      check(
        postings.map { max($0.f & most, 1) }, postings.map(\.length),
        postings.randomElement(using: &random)!.scale)
    }
  }

  @Test("levels grow with the frequency and fall with the length")
  func order() {
    for (f, length, scale) in postings(20_000, seed: 3) {
      let level = scale.level(frequency: f, length: length)
      if f < .max { #expect(scale.level(frequency: f + 1, length: length) >= level) }
      if length < 65_535 { #expect(scale.level(frequency: f, length: length + 1) <= level) }
    }
  }
}
