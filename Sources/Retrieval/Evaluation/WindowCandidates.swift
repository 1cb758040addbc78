internal import InvertedIndex

/// The documents of one window that may still enter the top, ascending, with what they score so far.
@safe struct WindowCandidates {
  /// The number of candidates, their places in the window, and their scores.
  private(set) var count = 0
  let slots: UnsafeMutablePointer<UInt32>
  let scores: UnsafeMutablePointer<Score>
  /// The scores of a term at each place of the window, and which places have one.
  private let table: UnsafeMutablePointer<Score>
  private let present: UnsafeMutablePointer<UInt64>
  private let windowCount: DocID
  private let words: Int
  private let memory: ScratchMemory

  /// Postings that are decoded, scored and put in the table in the time of one look-up.
  private static let postingsPerLookUp = 16

  /// Room for the candidates of windows of `windowCount` documents, a multiple of 64.
  init(windowCount: DocID, memory: ScratchMemory) {
    let size = Int(windowCount)
    self.windowCount = windowCount
    words = size / 64
    self.memory = memory
    unsafe slots = memory.take(size)
    unsafe scores = memory.take(size)
    unsafe table = memory.windowTable
    unsafe present = memory.windowBits
  }

  /// Starts with the postings of one term that can reach `minimum` with `rest` besides.
  ///
  /// - Parameter scoring: whether the candidates score what the term does, else 0.
  mutating func start(
    with postings: inout WindowedPostings, window: Int, minimum: Score, rest: Score,
    scoring: Bool = true
  ) {
    var count = 0
    let slots = unsafe slots
    let scores = unsafe scores
    let least = minimum > rest ? minimum &- rest : 0
    let level = postings.postings.level(reaching: minimum, with: rest)
    postings.forEach(inWindow: window, reaching: level) { slot, score in
      unsafe slots[count] = UInt32(truncatingIfNeeded: slot)
      unsafe scores[count] = scoring ? score : 0
      count &+= score >= least ? 1 : 0
    }
    self.count = count
  }

  /// Starts with all postings of one list, unscored.
  mutating func start(withAll postings: inout WindowedPostings, window: Int) {
    var count = 0
    let slots = unsafe slots
    postings.forEachSlot(inWindow: window) { slot in
      unsafe slots[count] = UInt32(truncatingIfNeeded: slot)
      count &+= 1
    }
    self.count = count
  }

  /// Keeps the candidates that another list holds.
  mutating func keep(in postings: inout WindowedPostings, window: Int) {
    guard count > 0 else { return }
    guard unsafe postings.bounds[window] > 0 else {
      count = 0
      return
    }
    var kept = 0
    if count &* Self.postingsPerLookUp < postings.count(inWindow: window) {
      let start = DocID(truncatingIfNeeded: window) &* windowCount
      for i in 0..<count {
        let slot = unsafe slots[i]
        unsafe slots[kept] = slot
        kept &+= postings.postings.find(start &+ slot, needed: 0) == .found ? 1 : 0
      }
    } else {
      let present = unsafe present
      postings.forEachSlot(inWindow: window) { slot in
        unsafe present[slot &>> 6] |= 1 &<< UInt64(slot & 63)
      }
      for i in 0..<count {
        let slot = Int(unsafe slots[i])
        unsafe slots[kept] = UInt32(truncatingIfNeeded: slot)
        kept &+= Int(truncatingIfNeeded: (unsafe present[slot &>> 6]) &>> UInt64(slot & 63) & 1)
      }
      unsafe present.update(repeating: 0, count: words)
    }
    count = kept
  }

  /// Replaces the scores, and keeps the candidates that score enough with `rest` besides.
  mutating func score(
    window: Int, minimum: Score, rest: Score, _ score: (DocID) -> Score
  ) {
    let start = DocID(truncatingIfNeeded: window) &* windowCount
    var kept = 0
    for i in 0..<count {
      let slot = unsafe slots[i]
      let sum = score(start &+ slot)
      unsafe slots[kept] = slot
      unsafe scores[kept] = sum
      kept &+= sum &+ rest >= minimum ? 1 : 0
    }
    count = kept
  }

  /// Adds what a term scores to the sums that `finishSums` makes candidates of.
  @inline(__always)
  mutating func addToSums(
    _ postings: inout WindowedPostings, window: Int, reaching level: Int
  ) {
    let table = unsafe table
    let present = unsafe present
    postings.forEach(inWindow: window, reaching: level) { slot, score in
      unsafe table[slot] &+= score
      unsafe present[slot &>> 6] |= 1 &<< UInt64(slot & 63)
    }
  }

  /// Starts with the sums that are `least` or more, and clears them all.
  mutating func finishSums(least: Score) {
    var count = 0
    for word in 0..<words {
      var bits = unsafe present[word]
      guard bits != 0 else { continue }
      unsafe present[word] = 0
      while bits != 0 {
        let slot = word &<< 6 | bits.trailingZeroBitCount
        bits &= bits &- 1
        let score = unsafe table[slot]
        unsafe table[slot] = 0
        unsafe slots[count] = UInt32(truncatingIfNeeded: slot)
        unsafe scores[count] = score
        count &+= score >= least ? 1 : 0
      }
    }
    self.count = count
  }

  /// Adds what another term scores, and keeps what can still reach `minimum` with `rest` besides.
  ///
  /// Few candidates are looked up one by one; for many the postings of the window are laid out.
  /// - Parameters:
  ///   - isRequired: whether candidates that the term does not hold are dropped.
  ///   - scoring: whether what the term scores is kept, not just compared.
  mutating func add(
    _ postings: inout WindowedPostings, window: Int, isRequired: Bool, minimum: Score,
    rest: Score, scoring: Bool = true
  ) {
    guard count > 0 else { return }
    guard unsafe postings.bounds[window] > 0 else {
      if isRequired { count = 0 } else { keep(minimum: minimum, rest: rest) }
      return
    }
    if count &* Self.postingsPerLookUp < postings.count(inWindow: window) {
      lookUp(&postings, window, isRequired, minimum, rest, scoring)
    } else {
      layOut(&postings, window, isRequired, minimum, rest, scoring)
    }
  }

  private mutating func keep(minimum: Score, rest: Score) {
    var kept = 0
    for i in 0..<count {
      let score = unsafe scores[i]
      unsafe slots[kept] = slots[i]
      unsafe scores[kept] = score
      kept &+= score &+ rest >= minimum ? 1 : 0
    }
    count = kept
  }

  private mutating func lookUp(
    _ postings: inout WindowedPostings, _ window: Int, _ isRequired: Bool, _ minimum: Score,
    _ rest: Score, _ scoring: Bool
  ) {
    let start = DocID(truncatingIfNeeded: window) &* windowCount
    var kept = 0
    for i in 0..<count {
      let slot = unsafe slots[i]
      var score = unsafe scores[i]
      let known = score &+ rest
      switch postings.postings.find(
        start &+ slot, needed: minimum > known ? minimum &- known : 0)
      {
      case .absent: if isRequired || known < minimum { continue }
      case .excluded: continue
      case .found:
        let more = postings.postings.scoreHere()
        if known &+ more < minimum { continue }
        if scoring { score &+= more }
      }
      unsafe slots[kept] = slot
      unsafe scores[kept] = score
      kept &+= 1
    }
    count = kept
  }

  private mutating func layOut(
    _ postings: inout WindowedPostings, _ window: Int, _ isRequired: Bool, _ minimum: Score,
    _ rest: Score, _ scoring: Bool
  ) {
    var most: Score = 0
    for i in 0..<count { most = max(most, unsafe scores[i]) }
    let level = postings.postings.level(reaching: minimum, with: most &+ rest)
    let table = unsafe table
    let present = unsafe present
    postings.forEach(inWindow: window, reaching: level) { slot, score in
      unsafe table[slot] = score
      unsafe present[slot &>> 6] |= 1 &<< UInt64(slot & 63)
    }
    var kept = 0
    for i in 0..<count {
      let slot = Int(unsafe slots[i])
      let isPresent = (unsafe present[slot &>> 6]) &>> UInt64(slot & 63) & 1
      let old = unsafe scores[i]
      let score = unsafe old &+ (isPresent == 1 ? table[slot] : 0)
      unsafe slots[kept] = UInt32(truncatingIfNeeded: slot)
      unsafe scores[kept] = scoring ? score : old
      kept &+= score &+ rest >= minimum && (isPresent == 1 || !isRequired) ? 1 : 0
    }
    count = kept
    // Whatever was laid out is cleared: the sums start from zero.
    for word in 0..<words where unsafe present[word] != 0 {
      unsafe present[word] = 0
      unsafe (table + word &<< 6).update(repeating: 0, count: 64)
    }
  }
}
