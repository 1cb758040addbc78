import CSIMD
import TestSupport
import Testing

@testable import Retrieval

@Suite("scores_of_levels") struct LevelScoresTests {
  @Test(
    "every level scores what the table says, however many there are",
    arguments: [0, 1, 63, 64, 65, 127, 128, 300, 1_000, 8_192])
  func levels(count: Int) {
    var random = SplitMix64(seed: UInt64(count))
    let table = (0..<256).map { _ in UInt32.random(in: 0 ... .max, using: &random) }
    var levels = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    // Every level where there are so many.
    for i in 0..<min(count, 256) { levels[i] = UInt8(i) }
    levels.shuffle(using: &random)
    let expected = levels.map { table[Int($0)] }
    let memory = ScratchMemory()
    defer { withExtendedLifetime(memory) {} }
    for isWide in has_wide_vectors() != 0 ? [false, true] : [false] {
      let target = unsafe memory.take(count)
      if isWide {
        unsafe scores_of_levels_wide(levels, count, table, target)
      } else {
        unsafe scores_of_levels(levels, count, table, 1, target)
      }
      #expect(unsafe Array(UnsafeBufferPointer(start: target, count: count)) == expected)
    }
  }
}
