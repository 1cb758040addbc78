import Bytes
import TestSupport
import Testing

@testable import InvertedIndex

@Suite("Columns of the headers of blocks") struct BlockColumnTests {
  /// What is read back of a column and the distances of `numbers` from its line, by either reader.
  private func readBack(_ numbers: [Int]) throws -> (column: BlockColumn, numbers: [Int]) {
    let column = BlockColumn(of: numbers)
    var bytes = ByteWriter()
    column.write(to: &bytes)
    let size = bytes.count
    bytes.append([UInt8](repeating: 0, count: 16))
    return try unsafe bytes.bytes.withUnsafeBytes { buffer in
      let base = try unsafe #require(buffer.baseAddress)
      var offset = 0
      let read = unsafe BlockColumn(base, &offset)
      #expect(offset == size)
      var reader = unsafe ByteReader(UnsafeRawBufferPointer(rebasing: buffer[..<size]))
      let checked = try #require(BlockColumn(&reader))
      #expect(reader.isAtEnd)
      for column in [read, checked] {
        #expect(column.slope == read.slope && column.least == read.least)
        #expect(column.width == read.width)
      }
      let distances = numbers.enumerated().map { UInt64($1 - column.line($0)) }
      #expect(distances.allSatisfy { $0 < 1 << UInt64(column.width) })
      return (read, distances.enumerated().map { read.line($0) + Int($1) })
    }
  }

  @Test("give back what they were made of, even or not", arguments: 0..<60)
  func random(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let count = [1, 2, 3, 40, 700, 5_000][seed % 6]
    let step = [0, 1, 130, 70_000][seed / 6 % 4]
    var numbers = [Int.random(in: 0...step, using: &random)]
    for i in 1..<max(count, 1) {
      let isJump = seed % 5 == 0 && i == count / 3
      numbers.append(numbers[i - 1] + (isJump ? 4_000_000 : .random(in: 0...step, using: &random)))
    }
    numbers = Array(numbers.prefix(count))
    #expect(try readBack(numbers).numbers == numbers)
  }

  @Test("take the line where it saves more than it costs")
  func lines() throws {
    let even = (0..<300).map { 1_000 * $0 + $0 % 7 }
    #expect(try readBack(even).column.width <= 4)
    let few = (0..<4).map { 1_000 * $0 }
    #expect(try readBack(few).column.slope == 0)
    // A line that falls behind, and numbers beyond what a line can state.
    let bent = (0..<300).map { $0 < 150 ? 0 : 1_000 * ($0 - 150) }
    #expect(try readBack(bent).numbers == bent)
    let steep = (0..<200).map { $0 << 24 }
    #expect(try readBack(steep).column.slope == 0)
    #expect(try readBack(steep).numbers == steep)
  }

  @Test("are written as the specification says")
  func bytes() {
    var bytes = ByteWriter()
    BlockColumn(of: (0..<300).map { 70 + 1_000 * $0 + $0 % 2 }).write(to: &bytes)
    // One more over 299 blocks is less than a 256th of one for each.
    #expect(bytes.bytes == [0x81, 0x00, 0xE8, 0x03, 0x00, 70, 0, 0, 0])
    bytes = ByteWriter()
    BlockColumn(of: [3, 9]).write(to: &bytes)
    #expect(bytes.bytes == [4])
  }

  @Test("that are cut off or too wide are none")
  func damaged() {
    for bytes: [UInt8] in [[], [33], [0x80], [0x85, 1, 0, 0, 0, 0, 0, 0]] {
      unsafe bytes.withUnsafeBytes { buffer in
        var reader = unsafe ByteReader(buffer)
        #expect(BlockColumn(&reader) == nil)
      }
    }
  }
}
