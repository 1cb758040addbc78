import Bytes
import TestSupport

@testable import InvertedIndex

/// A list of postings in memory, and what was put into it.
struct SampleList {
  var list: PostingsList
  var documents: [DocID] = []
  var frequencies: [UInt32] = []
  /// Those of all postings, one after the other.
  var positions: [UInt32] = []

  /// The number of whole blocks.
  var wholeBlocks: Int { documents.count / PostingsList.blockCount }
}

/// Documents with lengths, and lists of them.
///
/// What it makes stays in memory as long as the program runs.
final class SampleSegment {
  let documents: Int
  let lengths: UnsafeMutablePointer<UInt16>
  let scale: ImpactScale
  private var random: SplitMix64

  /// A segment of so many documents of 100 to 999 words.
  init(documents: Int, seed: UInt64) {
    self.documents = documents
    random = SplitMix64(seed: seed)
    lengths = .allocate(capacity: documents)
    var sum = 0
    for i in 0..<documents {
      let length = UInt16.random(in: 100...999, using: &random)
      (lengths + i).initialize(to: length)
      sum += Int(length)
    }
    scale = ImpactScale(lengthSum: sum, documents: documents)
  }

  /// The list of a term in one of `oneIn` documents, which it holds once, half as often twice, and so on.
  func list(oneIn: Int) -> SampleList {
    var encoder = PostingsEncoder()
    encoder.begin(positions: .text, hasChampions: true, scale: scale, documents: documents)
    var sample = SampleList(list: PostingsList(document: 0, frequency: 1, positions: nil))
    for document in 0..<documents where Int.random(in: 0..<oneIn, using: &random) == 0 {
      let length = UInt32(lengths[document])
      var frequency: UInt32 = 1
      while frequency < 40, Bool.random(using: &random) { frequency += 1 }
      var positions: Set<UInt32> = []
      while positions.count < frequency {
        positions.insert(UInt32.random(in: 0..<length, using: &random))
      }
      let sorted = positions.sorted()
      sorted.withUnsafeBufferPointer {
        encoder.append(DocID(document), frequency: frequency, length: length, positions: $0)
      }
      sample.documents.append(DocID(document))
      sample.frequencies.append(frequency)
      sample.positions += sorted
    }
    let result = encoder.finish()
    sample.list = PostingsList(
      documentFrequency: result.documentFrequency, totalFrequency: result.totalFrequency,
      documents: documents, meanLength: scale.referenceLength,
      postings: Self.kept(encoder.postings.bytes),
      positions: Self.kept(encoder.positions))
    return sample
  }

  /// A copy of `bytes` that can be read a little past its end.
  private static func kept(_ bytes: [UInt8]) -> UnsafeRawPointer {
    let copy = UnsafeMutableRawPointer.allocate(byteCount: bytes.count + 64, alignment: 64)
    copy.initializeMemory(as: UInt8.self, repeating: 0, count: bytes.count + 64)
    copy.copyMemory(from: bytes, byteCount: bytes.count)
    return UnsafeRawPointer(copy)
  }
}
