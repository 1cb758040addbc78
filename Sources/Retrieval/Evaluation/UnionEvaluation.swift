internal import InvertedIndex

/// The best documents that match any of several terms: block-max MaxScore over windows.
///
/// In every window of 4,096 documents the terms are ordered by the most they can score there. Those
/// that together cannot reach the threshold are not essential: a document that only they match
/// cannot enter. The others are added up into an array, and what may still enter is looked up in
/// the rest. Sources: H. Turtle, J. Flood, "Query evaluation: strategies and optimizations", 1995;
/// S. Ding, T. Suel, "Faster top-k document retrieval using block-max indexes", SIGIR 2011.
@safe struct UnionEvaluation {
  static let windowCount: DocID = 4_096

  private var terms: [Term]
  private let memory = ScratchMemory()
  private let cursorMemory = CursorMemory()
  private let sums: UnsafeMutablePointer<Score>
  private var matched = [UInt64](repeating: 0, count: Int(windowCount) / 64)
  /// The terms by what they can score in the window, least first, and sums of the least.
  private var order: [Int]
  private var sumsOfLeast: [Score]

  private struct Term {
    var blocks: ScoredBlocks
    /// For look-ups while the term is not essential.
    var cursor: PostingsCursor
    /// The block that `bound` has come to.
    var boundBlock = 0
    /// The most it can score in the window.
    var bound: Score = 0
  }

  init(_ postings: [BoundedPostings]) {
    let memory = memory
    let cursorMemory = cursorMemory
    terms = postings.map {
      Term(
        blocks: ScoredBlocks($0, memory: memory),
        cursor: PostingsCursor($0.list, memory: cursorMemory))
    }
    unsafe sums = memory.take(Int(Self.windowCount))
    order = Array(terms.indices)
    sumsOfLeast = [Score](repeating: 0, count: terms.count + 1)
  }

  /// Offers the documents of a segment to `top`.
  mutating func run(
    segment: Int, documentCount: Int, accepted: DocumentSet?, into top: inout TopK
  ) {
    var start: DocID = 0
    let end = DocID(documentCount)
    while start < end {
      let windowEnd = min(start &+ Self.windowCount, end)
      let essential = prepare(start, windowEnd, top)
      if essential < terms.count {
        if essential == terms.count - 1 {
          runSingle(essential, start, windowEnd, segment, accepted, &top)
        } else {
          accumulate(from: essential, start, windowEnd)
          collect(essential, start, segment, accepted, &top)
        }
      }
      start = windowEnd
    }
  }

  /// Orders the terms for a window; returns how many are not essential, all if none can enter.
  private mutating func prepare(_ start: DocID, _ end: DocID, _ top: TopK) -> Int {
    for i in terms.indices {
      terms[i].bound = terms[i].blocks.postings.bound(
        from: start, to: end, block: &terms[i].boundBlock)
    }
    for i in 1..<order.count {  // insertion sort: few terms, nearly in order
      var j = i
      while j > 0, terms[order[j]].bound < terms[order[j - 1]].bound {
        order.swapAt(j, j - 1)
        j -= 1
      }
    }
    var sum: Score = 0
    var inessential = 0
    for (i, term) in order.enumerated() {
      sum += terms[term].bound
      sumsOfLeast[i + 1] = sum
      if !top.admits(sum) { inessential = i + 1 }
    }
    return inessential
  }

  /// Adds up what the essential terms score in the window.
  private mutating func accumulate(from essential: Int, _ start: DocID, _ end: DocID) {
    for i in essential..<order.count {
      let term = order[i]
      guard terms[term].blocks.seek(start) else { continue }
      let lastBlock = terms[term].blocks.postings.list.blocks - 1
      while true {
        let count = terms[term].blocks.count
        let documents = unsafe terms[term].blocks.documents
        let scores = unsafe terms[term].blocks.scores
        var index = terms[term].blocks.index
        while index < count {
          let document = unsafe documents[index]
          if document >= end { break }
          let slot = Int(document &- start)
          unsafe sums[slot] &+= scores[index]
          matched[slot &>> 6] |= 1 &<< UInt64(slot & 63)
          index &+= 1
        }
        terms[term].blocks.index = index
        let block = terms[term].blocks.block
        if index < count || block >= lastBlock { break }
        terms[term].blocks.load(block + 1)
      }
    }
  }

  /// Offers what was added up, after looking it up in the other terms.
  private mutating func collect(
    _ essential: Int, _ start: DocID, _ segment: Int, _ accepted: DocumentSet?,
    _ top: inout TopK
  ) {
    let rest = sumsOfLeast[essential]
    for word in matched.indices {
      var bits = matched[word]
      guard bits != 0 else { continue }
      matched[word] = 0
      while bits != 0 {
        let slot = word &<< 6 | bits.trailingZeroBitCount
        bits &= bits &- 1
        let score = unsafe sums[slot]
        unsafe sums[slot] = 0
        guard top.admits(score &+ rest) else { continue }
        offer(start &+ DocID(slot), score, essential, segment, accepted, &top)
      }
    }
  }

  /// The case of one essential term: its postings are offered one by one.
  private mutating func runSingle(
    _ essential: Int, _ start: DocID, _ end: DocID, _ segment: Int, _ accepted: DocumentSet?,
    _ top: inout TopK
  ) {
    let term = order[essential]
    let rest = sumsOfLeast[essential]
    let list = terms[term].blocks.postings.list
    var block =
      list.hasHeaders
      ? list.block(holding: start, from: max(terms[term].blocks.block, 0)) : 0
    while block < list.blocks {
      if top.admits(terms[term].blocks.postings.bounds[block] &+ rest) {
        terms[term].blocks.load(block)
        var index = terms[term].blocks.index
        let count = terms[term].blocks.count
        while index < count, unsafe terms[term].blocks.documents[index] < start { index &+= 1 }
        while index < count {
          let document = unsafe terms[term].blocks.documents[index]
          if document >= end { break }
          let score = unsafe terms[term].blocks.scores[index]
          if top.admits(score &+ rest) {
            offer(document, score, essential, segment, accepted, &top)
          }
          index &+= 1
        }
        terms[term].blocks.index = index
      }
      if !list.hasHeaders || list.lastDocument(ofBlock: block) &+ 1 >= end { break }
      block += 1
    }
  }

  /// Looks `document` up in the terms that are not essential, best first, and offers it.
  @inline(__always)
  private mutating func offer(
    _ document: DocID, _ essentialScore: Score, _ essential: Int, _ segment: Int,
    _ accepted: DocumentSet?, _ top: inout TopK
  ) {
    var score = essentialScore
    var i = essential
    while i > 0 {
      guard top.admits(score &+ sumsOfLeast[i]) else { return }
      i &-= 1
      let term = order[i]
      terms[term].cursor.advance(to: document)
      if terms[term].cursor.document == document {
        score &+= terms[term].blocks.postings.scorer.score(
          frequency: terms[term].cursor.frequency(), document: document)
      }
    }
    guard accepted?.contains(document) ?? true else { return }
    top.insert(segment: segment, document: document, score: score)
  }
}
