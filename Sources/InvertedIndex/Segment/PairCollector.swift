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

  /// Whether a word that occurs `frequency` times among so many words is frequent enough.
  static func isFrequent(_ frequency: Int, of words: Int) -> Bool { frequency * share >= words }

  let bytes: [UInt8]
  /// The ordinal of the word itself.
  let ordinal: Int
}

/// Finds the neighbours among common words: lays their occurrences out in the order of the text.
///
/// Time: linear in the words of the text. Memory: a byte for each word of the stretch of documents at
/// hand, and 16 for each pair in each of its documents, however often it is there.
struct PairCollector {
  /// The words of a stretch, about.
  static let stretchWords = 1 << 21

  /// A pair, the number of its document in the stretch, and how often it is there.
  private struct Found {
    let pair: UInt32
    let document: UInt32
    let count: UInt32
  }

  private let wordCount: Int
  private let lengths: [UInt16]
  private var first: DocID = 0
  /// Where each document of the stretch starts among its places, and the end.
  private var starts: [Int] = []
  /// The number of the common word at each place, from 1, or 0.
  private var places: [UInt8] = []
  /// The places past the longest length that is stated, of documents that have such, by documents.
  private var tails: [(document: Int, places: [UInt8])] = []
  /// The tail that was written last.
  private var tail = 0
  /// Occurrences that have no place: another word has the position, or it is past the length.
  private var irregular: [(document: DocID, position: UInt32, word: UInt8)] = []
  /// The pairs of the document at hand.
  private var inDocument: PairCounts
  /// The pairs of the stretch, by documents.
  private var found: [Found] = []

  /// A collector of the pairs of so many words in documents of these lengths.
  init(words: Int, lengths: [UInt16]) {
    wordCount = words
    inDocument = PairCounts(words: words)
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
    places.append(contentsOf: repeatElement(0, count: start + PairCounts.padding))
    tails.removeAll()
    tail = 0
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
      addBeyond(number, i, position)
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
    let number = UInt8(truncatingIfNeeded: word &+ 1)
    var beyond: [(i: Int, position: UInt32)] = []
    var next = unsafe occurrences.startIndex
    while unsafe next < occurrences.endIndex {
      // A part at a time, so that few wait that have no place.
      let part = unsafe next..<min(next &+ 1 << 16, occurrences.endIndex)
      next = part.upperBound
      unsafe starts.withUnsafeBufferPointer { starts in
        unsafe places.withUnsafeMutableBufferPointer { places in
          for at in part {
            let occurrence = unsafe occurrences[at]
            let i = base &+ Int(truncatingIfNeeded: occurrence >> positionBits)
            let position = occurrence & mask
            let slot = unsafe starts[i] &+ Int(truncatingIfNeeded: position)
            if unsafe slot < starts[i &+ 1] && (places[slot] == 0 || places[slot] == number) {
              unsafe places[slot] = number
            } else {
              beyond.append((i, UInt32(truncatingIfNeeded: position)))
            }
          }
        }
      }
      for (i, position) in beyond { addBeyond(number, i, position) }
      beyond.removeAll(keepingCapacity: true)
    }
  }

  /// Adds an occurrence that has no place of its own in document `i` of the stretch, or one in its tail.
  private mutating func addBeyond(_ number: UInt8, _ i: Int, _ position: UInt32) {
    let place = Int(position) - SegmentSummary.longestLength
    if place >= 0, starts[i + 1] - starts[i] == SegmentSummary.longestLength {
      if !tails.indices.contains(tail) || tails[tail].document != i { goToTail(of: i) }
      let count = tails[tail].places.count
      // As many again, so that each is moved a few times at most; but positions that are far apart do
      // not make a tail that is long and empty.
      let room = max(count, SegmentSummary.longestLength)
      if place >= count, place < count + room {
        tails[tail].places.append(contentsOf: repeatElement(0, count: room))
      }
      if place < tails[tail].places.count,
        tails[tail].places[place] == 0 || tails[tail].places[place] == number
      {
        tails[tail].places[place] = number
        return
      }
    }
    irregular.append((first + DocID(i), position, number))
  }

  /// Makes the tail of document `i`, which is made if there is none, the one at hand.
  private mutating func goToTail(of i: Int) {
    tail = tails.firstIndex { $0.document >= i } ?? tails.count
    if tail == tails.count || tails[tail].document != i { tails.insert((i, []), at: tail) }
  }

  /// Ends the stretch and tells its pairs.
  mutating func end() -> PairPostings {
    irregular.sort { ($0.document, $0.position, $0.word) < ($1.document, $1.position, $1.word) }
    var next = 0
    var nextTail = 0
    for i in 0..<starts.count - 1 {
      let document = first + DocID(i)
      let firstIrregular = next
      while next < irregular.count, irregular[next].document == document { next += 1 }
      var tail: [UInt8] = []
      if nextTail < tails.count, tails[nextTail].document == i {
        tail = tails[nextTail].places
        nextTail += 1
      }
      if next > firstIrregular {
        findAmongIrregular(firstIrregular..<next, places: starts[i]..<starts[i + 1], tail)
      } else {
        unsafe places.withUnsafeBufferPointer { places in
          guard let base = places.baseAddress else { return }
          unsafe inDocument.addNeighbours(base + starts[i], count: starts[i + 1] - starts[i])
        }
        var previous = starts[i] < starts[i + 1] ? places[starts[i + 1] - 1] : 0
        for word in tail {
          if word != 0, previous != 0 { inDocument.add(previous, word) }
          previous = word
        }
      }
      endDocument(i)
    }
    return foundByPairs()
  }

  /// Takes down how often each pair is in document `i` of the stretch.
  private mutating func endDocument(_ i: Int) {
    let document = UInt32(truncatingIfNeeded: i)
    inDocument.removeAll { pair, count in
      found.append(Found(pair: pair, document: document, count: count))
    }
  }

  /// The pairs of a document in which several common words share a position.
  private mutating func findAmongIrregular(
    _ range: Range<Int>, places: Range<Int>, _ tail: [UInt8]
  ) {
    var (previous, current): ([UInt8], [UInt8]) = ([], [])
    var previousPosition = -2
    var next = range.lowerBound
    var position = 0
    while position < places.count + tail.count || next < range.upperBound {
      if position >= places.count + tail.count { position = Int(irregular[next].position) }
      current.removeAll(keepingCapacity: true)
      if position < places.count {
        current.append(self.places[places.lowerBound + position])
      } else if position < places.count + tail.count {
        current.append(tail[position - places.count])
      }
      if current.first == 0 { current.removeLast() }
      while next < range.upperBound, irregular[next].position == position {
        if !current.contains(irregular[next].word) { current.append(irregular[next].word) }
        next += 1
      }
      if !current.isEmpty {
        if previousPosition == position - 1 {
          for a in previous {
            for b in current { inDocument.add(a, b) }
          }
        }
        swap(&previous, &current)
        previousPosition = position
      }
      position += 1
    }
  }

  /// What was found, pair by pair: counted, and laid out by the counts.
  private func foundByPairs() -> PairPostings {
    let pairs = wordCount * wordCount
    var ends = [Int](repeating: 0, count: pairs + 1)
    for entry in found { ends[Int(entry.pair) + 1] += 1 }
    for pair in 0..<pairs { ends[pair + 1] += ends[pair] }
    var order = [UInt32](repeating: 0, count: found.count)
    for (i, entry) in found.enumerated() {
      order[ends[Int(entry.pair)]] = UInt32(i)
      ends[Int(entry.pair)] += 1
    }
    var postings = PairPostings(pairs: pairs, after: first &- 1)
    var next = 0
    for pair in 0..<pairs {
      for i in order[next..<ends[pair]] {
        postings.append(first + DocID(found[Int(i)].document), count: found[Int(i)].count)
      }
      next = ends[pair]
      postings.endPair()
    }
    return postings
  }
}
