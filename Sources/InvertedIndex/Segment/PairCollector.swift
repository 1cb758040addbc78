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
/// hand, and about one and a half for each pair found.
struct PairCollector {
  private let words: [CommonWord]
  private let lengths: [UInt16]
  private var first: DocID = 0
  /// Where each document of the stretch starts among its places, and the end.
  private var starts: [Int] = []
  /// The number of the common word at each place, from 1, or 0.
  private var places: [UInt8] = []
  /// Occurrences that have no place: another word has the position, or it is past the length.
  private var irregular: [(document: DocID, position: UInt32, word: UInt8)] = []
  /// For each pair the distances of its documents as variable bytes, 0 for the same once more.
  private var gaps: [ByteWriter]
  private var lasts: [DocID]

  /// A collector of the pairs of `words` in documents of these lengths.
  init(_ words: [CommonWord], lengths: [UInt16]) {
    self.words = words
    self.lengths = lengths
    gaps = [ByteWriter](repeating: ByteWriter(), count: words.count * words.count)
    lasts = [DocID](repeating: .end, count: gaps.count)
  }

  /// Starts a stretch of documents, which follows the one before.
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

  /// Adds occurrences as runs have them, with documents from that of the stretch on.
  mutating func add<Word: FixedWidthInteger & UnsignedInteger>(
    _ word: Int, _ occurrences: Slice<UnsafeBufferPointer<Word>>, positionBits: Word
  ) {
    // Where all bits are the position's, the mask is all ones.
    let mask: Word = (1 << positionBits) &- 1
    unsafe starts.withUnsafeBufferPointer { starts in
      unsafe places.withUnsafeMutableBufferPointer { places in
        let number = UInt8(truncatingIfNeeded: word &+ 1)
        for place in unsafe occurrences.indices {
          let occurrence = unsafe occurrences[place]
          let i = Int(truncatingIfNeeded: occurrence >> positionBits)
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

  /// Ends the stretch: takes down its pairs.
  mutating func end() {
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
    let pair = (Int(a) &- 1) &* words.count &+ Int(b) &- 1
    gaps[pair].writeVariable(Int(document &- lasts[pair]))
    lasts[pair] = document
  }

  /// Adds the terms of the field of pairs to `writer`: every common word stands there for itself,
  /// so that a reader knows that a pair of two of them is there or occurs nowhere.
  mutating func write(to writer: inout SegmentWriter) throws(IndexError) {
    guard let (_, field) = writer.schema.pairedFields else { return }
    var terms: [(key: [UInt8], pair: Int?, ordinal: Int)] = []
    for (a, word) in words.enumerated() {
      terms.append(([field] + word.bytes, nil, word.ordinal))
      for (b, second) in words.enumerated() {
        let pair = a * words.count + b
        guard gaps[pair].count > 0 else { continue }
        terms.append(([field] + word.bytes + [CommonWord.separator] + second.bytes, pair, 0))
      }
    }
    terms.sort { $0.key.lexicographicallyPrecedes($1.key) }
    for term in terms {
      guard let pair = term.pair else {
        try writer.append(key: term.key, aliasOf: term.ordinal)
        continue
      }
      writer.beginTerm(field: field)
      append(gaps[pair].bytes, to: &writer)
      gaps[pair] = ByteWriter()
      try writer.finishTerm(key: term.key)
    }
  }

  private func append(_ gaps: [UInt8], to writer: inout SegmentWriter) {
    let none = unsafe UnsafeBufferPointer<UInt32>(start: nil, count: 0)
    unsafe gaps.withUnsafeBytes { bytes in
      var reader = unsafe ByteReader(bytes)
      var document = DocID.end
      var frequency: UInt32 = 0
      while !reader.isAtEnd {
        let gap = DocID(truncatingIfNeeded: reader.readVariable())
        if gap > 0 {
          if frequency > 0 {
            unsafe writer.append(document, frequency: frequency, positions: none)
          }
          document = document &+ gap
          frequency = 0
        }
        frequency += 1
      }
      if frequency > 0 {
        unsafe writer.append(document, frequency: frequency, positions: none)
      }
    }
  }
}
