internal import Bytes

/// A word that is paired with every other such word.
struct CommonWord {
  /// A word is common if it is at least one in so many words of the text.
  ///
  /// On news that makes 75 words in pairs of which two fifths of all phrases with stop words consist;
  /// their postings take 5 % of an index.
  static let share = 768
  /// There are never more: they are numbered by a byte that is not 0.
  static let most = 255
  /// What stands between the words of a pair; a word that has it itself (some single characters fold
  /// to several words) is never common, or it could be taken for a pair.
  static let separator = UInt8(ascii: " ")

  let bytes: [UInt8]
  /// The ordinal of the word itself.
  let ordinal: Int
}

/// Finds the neighbours among common words: lays their occurrences out in the order of the text.
///
/// Time: linear in the words of the text. Memory: a byte for each word of the stretch of documents at
/// hand, and twelve for each pair in it.
struct PairCollector {
  /// The words of a stretch, about.
  static let stretchWords = 1 << 22

  /// A pair and the number of its document in the stretch.
  private struct Found {
    let pair: UInt32
    let document: UInt32
  }

  private let wordCount: Int
  private let lengths: [UInt16]
  private var first: DocID = 0
  /// Where each document of the stretch starts among its places, and the end.
  private var starts: [Int] = []
  /// The number of the common word at each place, from 1, or 0.
  private var places: [UInt8] = []
  /// Occurrences that have no place: another word has the position, or it is past the length.
  private var irregular: [(document: DocID, position: UInt32, word: UInt8)] = []
  /// The pairs of the stretch, by documents.
  private var found: [Found] = []

  /// A collector of the pairs of so many words in documents of these lengths.
  init(words: Int, lengths: [UInt16]) {
    wordCount = words
    self.lengths = lengths
  }

  /// Starts a stretch of documents.
  mutating func begin(_ documents: Range<DocID>) {
    first = documents.lowerBound
    starts.removeAll(keepingCapacity: true)
    var start = 0
    for document in documents {
      starts.append(start)
      start += Int(lengths[Int(document)])
    }
    starts.append(start)
    places.removeAll(keepingCapacity: true)
    places.append(contentsOf: repeatElement(0, count: start))
    irregular.removeAll(keepingCapacity: true)
    found.removeAll(keepingCapacity: true)
  }

  /// Adds an occurrence of a common word in a document of the stretch.
  @inline(__always)
  mutating func add(_ word: Int, document: DocID, position: UInt32) {
    let i = Int(document &- first)
    let place = starts[i] &+ Int(position)
    let number = UInt8(truncatingIfNeeded: word &+ 1)
    guard place < starts[i &+ 1], places[place] == 0 || places[place] == number else {
      irregular.append((document, position, number))
      return
    }
    places[place] = number
  }

  /// Adds occurrences as runs have them, with documents counted from `firstDocument`.
  mutating func add<Word: FixedWidthInteger & UnsignedInteger>(
    _ word: Int, _ occurrences: Slice<UnsafeBufferPointer<Word>>, positionBits: Word,
    firstDocument: DocID
  ) {
    let base = Int(firstDocument &- first)
    // Where all bits are the position's, the mask is all ones.
    let mask: Word = (1 << positionBits) &- 1
    unsafe starts.withUnsafeBufferPointer { starts in
      unsafe places.withUnsafeMutableBufferPointer { places in
        let number = UInt8(truncatingIfNeeded: word &+ 1)
        for place in unsafe occurrences.indices {
          let occurrence = unsafe occurrences[place]
          let i = base &+ Int(truncatingIfNeeded: occurrence >> positionBits)
          let position = occurrence & mask
          let slot = unsafe starts[i] &+ Int(truncatingIfNeeded: position)
          if unsafe slot < starts[i &+ 1] && (places[slot] == 0 || places[slot] == number) {
            unsafe places[slot] = number
          } else {
            irregular.append(
              (first &+ DocID(truncatingIfNeeded: i), UInt32(truncatingIfNeeded: position), number))
          }
        }
      }
    }
  }

  /// Ends the stretch and tells its pairs.
  mutating func end() -> FoundPairs {
    irregular.sort { ($0.document, $0.position, $0.word) < ($1.document, $1.position, $1.word) }
    var next = 0
    for i in 0..<starts.count - 1 {
      let document = first + DocID(i)
      let firstIrregular = next
      while next < irregular.count, irregular[next].document == document { next += 1 }
      if next > firstIrregular {
        findAmongIrregular(firstIrregular..<next, document, places: starts[i]..<starts[i + 1])
        continue
      }
      var previous: UInt8 = 0
      for place in starts[i]..<starts[i + 1] {
        let word = places[place]
        if word != 0, previous != 0 { note(previous, word, document) }
        previous = word
      }
    }
    return foundByPairs()
  }

  /// The pairs of a document in which several common words share a position.
  private mutating func findAmongIrregular(
    _ range: Range<Int>, _ document: DocID, places: Range<Int>
  ) {
    var words: [UInt32: [UInt8]] = [:]
    for place in places where self.places[place] != 0 {
      words[UInt32(place - places.lowerBound), default: []].append(self.places[place])
    }
    for occurrence in irregular[range]
    where words[occurrence.position]?.contains(occurrence.word) != true {
      words[occurrence.position, default: []].append(occurrence.word)
    }
    for position in words.keys.sorted() {
      for a in words[position] ?? [] {
        for b in words[position &+ 1] ?? [] { note(a, b, document) }
      }
    }
  }

  @inline(__always)
  private mutating func note(_ a: UInt8, _ b: UInt8, _ document: DocID) {
    let pair = (Int(a) &- 1) &* wordCount &+ Int(b) &- 1
    found.append(Found(pair: UInt32(truncatingIfNeeded: pair), document: document &- first))
  }

  /// What was found, pair by pair: counted, and laid out by the counts.
  private func foundByPairs() -> FoundPairs {
    let pairs = wordCount * wordCount
    var ends = [Int](repeating: 0, count: pairs + 1)
    for entry in found { ends[Int(entry.pair) + 1] += 1 }
    for pair in 0..<pairs { ends[pair + 1] += ends[pair] }
    var documents = [UInt32](repeating: 0, count: found.count)
    for entry in found {
      documents[ends[Int(entry.pair)]] = entry.document
      ends[Int(entry.pair)] += 1
    }
    var gaps = ByteWriter()
    var starts: [UInt32] = [0]
    starts.reserveCapacity(pairs + 1)
    var next = 0
    for pair in 0..<pairs {
      var last = -1
      for document in documents[next..<ends[pair]] {
        gaps.writeVariable(Int(document) - last)
        last = Int(document)
      }
      next = ends[pair]
      starts.append(UInt32(gaps.count))
    }
    return FoundPairs(before: first &- 1, starts: starts, gaps: gaps.bytes)
  }
}
