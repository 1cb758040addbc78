internal import InvertedIndex

/// One of the operands that are to stand near one another: a word, a phrase, or any of several.
@safe struct ProximityOperand {
  /// A stretch of the text of a document, from the first to the last position.
  struct Stretch: BitwiseCopyable {
    let document: DocID
    let start: Int
    let end: Int

    func isBefore(_ other: Stretch) -> Bool {
      (document, start, end) < (other.document, other.start, other.end)
    }
  }

  /// A word or a phrase.
  private struct Alternative {
    /// What reads positions: of a word of the main text those of many documents together.
    var way: Way
    /// Those of its words, the rarest first.
    var readers: [PostingsReader]
    /// From the first word to the last.
    let length: Int
  }

  private enum Way {
    case word(PhraseWord)
    case phrase(PhraseMatcher)
  }

  /// The most documents that are read together.
  static let readTogether = 1_024

  private var alternatives: [Alternative] = []
  private let lengths: UnsafePointer<UInt16>
  private let range: Range<DocID>
  private let filter: ListFilter
  private let memory: ScratchMemory
  /// Those of the documents that were asked for that hold an alternative, and what the filter moves beside them.
  private let holders: UnsafeMutablePointer<DocID>
  private let unused: UnsafeMutablePointer<UInt32>
  /// Where it stands in the documents that were read last, in order.
  private(set) var stretches: [Stretch] = []

  /// An operand in a segment that stands for any of `plans`, those of words that are missing left out.
  init(
    anyOf plans: [PhrasePlan], segment: Segment, index i: Int, memory: ScratchMemory
  ) throws(IndexError) {
    self.memory = memory
    filter = ListFilter(memory: memory)
    unsafe lengths = segment.lengths
    range = 0..<DocID(segment.documentCount)
    unsafe holders = memory.take(Self.readTogether)
    unsafe unused = memory.takeZeros(Self.readTogether)
    for plan in plans {
      var lists: [PostingsList] = []
      for case let term? in plan.words.lazy.map({ $0.terms[i] }) {
        lists.append(try segment.postings(of: term))
      }
      lists.sort { $0.documentFrequency < $1.documentFrequency }
      guard let rarest = lists.first, lists.count == plan.words.count,
        lists.allSatisfy(\.hasPositions)
      else { continue }
      var way: Way
      // The position of a word of one document stands elsewhere.
      if lists.count == 1, plan.isText, !plan.titleOnly, rarest.documentFrequency > 1 {
        way = .word(PhraseWord(rarest, memory: memory))
      } else {
        guard let matcher = try PhraseMatcher(plan, segment: segment, index: i, memory: memory)
        else { continue }
        way = .phrase(matcher)
      }
      alternatives.append(
        Alternative(
          way: way, readers: lists.map { PostingsReader($0, memory: memory) },
          length: plan.words.map(\.offset).max() ?? 0))
    }
  }

  /// Whether no stretch that begins after another ends before it.
  var isUniform: Bool { alternatives.allSatisfy { $0.length == alternatives[0].length } }

  /// The documents that hold all words of an alternative.
  func documents() -> DocumentBits {
    let all = DocumentBits(of: range, memory: memory)
    for alternative in alternatives {
      if alternative.readers.count == 1 {
        all.add(alternative.readers[0].list)
        continue
      }
      let own = DocumentBits(of: range, memory: memory)
      own.addAll()
      for reader in alternative.readers {
        let one = DocumentBits(of: range, memory: memory)
        one.add(reader.list)
        own.keep(in: one)
      }
      all.add(own)
    }
    return all
  }

  /// Makes `stretches` those in `wanted`, at most `readTogether` documents, which ascend and are in `bits`.
  mutating func read(_ wanted: ArraySlice<DocID>, in bits: DocumentBits) {
    stretches.removeAll(keepingCapacity: true)
    for i in alternatives.indices {
      let count = findHolders(of: i, wanted, bits)
      switch alternatives[i].way {
      case .word(var word):
        append(&word, count)
        alternatives[i].way = .word(word)
      case .phrase(var matcher):
        for place in 0..<count {
          append(&matcher, unsafe holders[place], length: alternatives[i].length)
        }
        alternatives[i].way = .phrase(matcher)
      }
    }
    if alternatives.count > 1 { putInOrder() }
  }

  /// Puts the stretches in order; what two alternatives are at the same place is one.
  private mutating func putInOrder() {
    stretches.sort { $0.isBefore($1) }
    var kept = 0
    for i in stretches.indices where kept == 0 || stretches[kept - 1].isBefore(stretches[i]) {
      stretches[kept] = stretches[i]
      kept += 1
    }
    stretches.removeLast(stretches.count - kept)
  }

  /// Makes `holders` those of `wanted` that hold all words of alternative `i`; returns how many there are.
  private mutating func findHolders(
    of i: Int, _ wanted: ArraySlice<DocID>, _ bits: DocumentBits
  ) -> Int {
    guard let first = wanted.first, let last = wanted.last else { return 0 }
    var count = 0
    var next = 0
    let rarest = alternatives[i].readers[0].list
    if rarest.documentFrequency < wanted.count {
      // Its documents are looked for among those wanted, and not the other way round.
      for block in rarest.blocks(holding: first..<last + 1) {
        alternatives[i].readers[0].load(block)
        for place in 0..<alternatives[i].readers[0].count {
          let document = unsafe alternatives[i].readers[0].documents[place]
          guard document >= first, document <= last, bits.contains(document) else { continue }
          unsafe holders[count] = document
          count += 1
        }
      }
      next = 1
    } else {
      for document in wanted {
        unsafe holders[count] = document
        count += 1
      }
    }
    for reader in next..<alternatives[i].readers.count where count > 0 {
      count = unsafe filter.keep(
        holders, unused, count: count, in: &alternatives[i].readers[reader])
    }
    return count
  }

  /// Appends where a word stands in the first `count` holders.
  private mutating func append(_ word: inout PhraseWord, _ count: Int) {
    for first in stride(from: 0, to: count, by: PositionBatch.capacity) {
      let together = min(count - first, PositionBatch.capacity)
      let documents = unsafe holders + first
      guard unsafe word.read(documents, count: together, lengths: lengths, memory: memory)
      else { return }
      for place in 0..<together {
        let document = unsafe documents[place]
        word.select(place)
        for j in 0..<word.count {
          let position = unsafe Int(word.positions[j])
          stretches.append(Stretch(document: document, start: position, end: position))
        }
      }
    }
  }

  /// Appends where a phrase of that length stands in `document`.
  private mutating func append(_ phrase: inout PhraseMatcher, _ document: DocID, length: Int) {
    phrase.move(to: document)
    for start in phrase.occurrences() {
      stretches.append(
        Stretch(document: document, start: Int(start), end: Int(start) + length))
    }
  }
}
