import CSIMD
import InvertedIndex
import TestSupport
import Testing

@testable import Retrieval

@Suite("find_in_block") struct FindInBlockTests {
  /// What one of the kernels finds of `wanted` in a block of `numbers`.
  private func found(
    _ wanted: [UInt32], in numbers: [UInt32], isWide: Bool
  ) -> (asked: Int, places: [UInt32], indices: [UInt32]) {
    let memory = ScratchMemory()
    defer { withExtendedLifetime(memory) {} }
    let count = PostingsList.blockCount
    let (block, heads) = unsafe (memory.take(count), memory.take(count / 16))
    let (places, indices) = unsafe (memory.take(count), memory.take(count))
    for i in 0..<count { unsafe block[i] = i < numbers.count ? numbers[i] : .max }
    for i in 0..<count / 16 { unsafe heads[i] = block[16 * i + 15] }
    let find = unsafe isWide ? find_in_block_wide : find_in_block
    let finds = unsafe find(
      block, heads, wanted, wanted.count, numbers[numbers.count - 1], places, indices)
    return unsafe (
      finds.asked, Array(UnsafeBufferPointer(start: places, count: finds.found)),
      Array(UnsafeBufferPointer(start: indices, count: finds.found))
    )
  }

  @Test(
    "numbers are found at their places, and none behind the last is asked for",
    arguments: [1, 2, 15, 16, 17, 31, 32, 112, 127, 128])
  func scan(count: Int) {
    var random = SplitMix64(seed: UInt64(count))
    for gap in [1, 2, 9, 1 << 24] as [UInt32] {
      var next: UInt32 = 0
      let numbers = (0..<count).map { _ in
        next += UInt32.random(in: 1...gap, using: &random)
        return next
      }
      let some = numbers.filter { _ in Bool.random(using: &random) }
      let near = some.flatMap { [$0 - 1, $0, $0 + 1] }
      for wanted in [numbers, some, Array(Set(near)).sorted(), [0], [next, next + 1], [next + 1]] {
        let wanted = Array(wanted.prefix(128))
        let asked = wanted.count { $0 <= next }
        let held = wanted.indices.filter { numbers.contains(wanted[$0]) }
        for isWide in has_wide_vectors() != 0 ? [false, true] : [false] {
          let found = found(wanted, in: numbers, isWide: isWide)
          #expect(found.asked == asked)
          #expect(found.indices == held.map { UInt32($0) })
          #expect(
            found.places == held.map { i in UInt32(numbers.firstIndex(of: wanted[i]) ?? -1) })
        }
      }
    }
  }
}
