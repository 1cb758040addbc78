internal import InvertedIndex

/// The postings of one term with what they can score in every window of documents.
@safe struct WindowedPostings {
  var postings: ScoredPostings
  /// The documents of a window.
  let windowCount: DocID
  /// For each window the most that a posting in it scores; 0 if there is none.
  let bounds: UnsafeMutablePointer<Score>
  /// For each window the first block that reaches into it.
  private let firstBlocks: UnsafeMutablePointer<UInt32>

  /// - Complexity: linear in the blocks and the windows.
  init(
    _ list: PostingsList, scorer: TermScorer, windows: Int, windowCount: DocID,
    memory: ScratchMemory
  ) {
    self.windowCount = windowCount
    postings = ScoredPostings(list, scorer: scorer, memory: memory)
    unsafe bounds = memory.takeZeros(windows)
    unsafe firstBlocks = memory.takeZeros(windows)
    guard list.hasHeaders else {
      postings.forEach(in: ScoredPostings.allGroups) { document, score in
        let window = Int(document / windowCount)
        unsafe bounds[window] = max(bounds[window], score &+ 1)
      }
      return
    }
    var window = 0
    for block in 0..<list.blocks {
      let last = min(Int(list.lastDocument(ofBlock: block) / windowCount), windows &- 1)
      let bound = postings.scorer.bound(
        level: UInt8(truncatingIfNeeded: postings.level(ofBlock: block)))
      unsafe bounds[window] = max(bounds[window], bound)
      while window < last {
        window &+= 1
        unsafe firstBlocks[window] = UInt32(truncatingIfNeeded: block)
        unsafe bounds[window] = bound
      }
      // A block that ends with the window does not reach into the next.
      if (list.lastDocument(ofBlock: block) &+ 1) % windowCount == 0, window &+ 1 < windows {
        window &+= 1
        unsafe firstBlocks[window] = UInt32(truncatingIfNeeded: block &+ 1)
      }
    }
  }

  var documentFrequency: Int { postings.list.documentFrequency }

  /// The most postings that may lie in a window.
  @inline(__always)
  func count(inWindow window: Int) -> Int {
    blocks(ofWindow: window).count &* PostingsList.blockCount
  }

  /// The blocks that reach into a window.
  @inline(__always)
  func blocks(ofWindow window: Int) -> Range<Int> {
    let list = postings.list
    guard list.hasHeaders else { return 0..<1 }
    let first = Int(unsafe firstBlocks[window])
    let end = DocID(truncatingIfNeeded: window &+ 1) &* windowCount
    var next = first
    while next < list.blocks {
      next &+= 1
      if list.lastDocument(ofBlock: next &- 1) &+ 1 >= end { break }
    }
    return first..<next
  }

  /// Calls `visit` with each posting of a window that lies in a group of that level or a higher one:
  /// its place in the window and its score.
  @inline(__always)
  mutating func forEach(
    inWindow window: Int, reaching level: Int, _ visit: (_ slot: Int, Score) -> Void
  ) {
    guard level <= 255, unsafe bounds[window] > 0 else { return }
    let list = postings.list
    let start = DocID(truncatingIfNeeded: window) &* windowCount
    let end = start &+ windowCount
    var block = list.hasHeaders ? Int(unsafe firstBlocks[window]) : 0
    while block < list.blocks {
      if postings.level(ofBlock: block) >= level {
        postings.load(block)
        let range = postings.reader.places(from: start, to: end)
        let groups =
          postings.groups(ofBlock: block, reaching: level) & ScoredPostings.groups(of: range)
        postings.score(groups)
        postings.forEach(in: groups, range) { document, score in
          visit(Int(document &- start), score)
        }
      }
      if !list.hasHeaders || list.lastDocument(ofBlock: block) &+ 1 >= end { break }
      block &+= 1
    }
  }

  /// Calls `visit` with the place in the window of each posting there; none is scored.
  @inline(__always)
  mutating func forEachSlot(inWindow window: Int, _ visit: (_ slot: Int) -> Void) {
    guard unsafe bounds[window] > 0 else { return }
    let start = DocID(truncatingIfNeeded: window) &* windowCount
    for block in blocks(ofWindow: window) {
      postings.load(block)
      let places = postings.reader.places(from: start, to: start &+ windowCount)
      let documents = unsafe postings.reader.documents
      for place in places { visit(Int(unsafe documents[place] &- start)) }
    }
  }
}
