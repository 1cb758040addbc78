import CSIMD

@testable import InvertedIndex
@testable import Retrieval

extension Kernel {
  /// Those that bound, score and filter documents.
  static func ofEvaluation(_ segment: SampleSegment) -> [Kernel] {
    let context = SampleContext(segment)
    let (dense, middle, sparse) = (
      segment.list(oneIn: 4), segment.list(oneIn: 12), segment.list(oneIn: 300)
    )
    return [
      lowerBound(middle), mostInCell(middle, context), cellsReaching(middle), liveCells(context),
      score(middle, context),
      appended(middle, context), summed([dense, middle], context, .all, most: 39.4),
      summed([dense, middle], context, .marks, most: 58),
      summed([middle, sparse], context, .postings, reaching: 5 * 65_536, most: 38.4),
      bounded(context),
      boundedByBits(middle, dense, context),
      resolved(sparse, by: middle, context),
      filter(middle, by: dense, "by bits", most: 23.4),
      filter(middle, by: segment.list(oneIn: 15), "by bitmap", most: 35.5),
      filter(sparse, by: middle, "by seeking", most: 289),
    ]
  }

  private static let blockCount = PostingsList.blockCount
  private static let windowCount = 1 << SampleContext.windowShift

  private static func lowerBound(_ sample: SampleList) -> Kernel {
    let blocks = sample.wholeBlocks
    let targets = (0..<blocks).map { sample.documents[$0 * blockCount + $0 * 37 % blockCount] }
    let heads = (0..<blocks * blockCount / 16).map { sample.documents[$0 * 16 + 15] }
    return Kernel(
      name: "place_below_128", unit: "block", units: blocks, most: 34.9, outputs: blocks
    ) { output in
      sample.documents.withUnsafeBufferPointer { documents in
        heads.withUnsafeBufferPointer { heads in
          guard let documents = documents.baseAddress, let heads = heads.baseAddress else { return }
          for (i, target) in targets.enumerated() {
            output[i] = place_below_128(
              documents + i * blockCount, heads + i * blockCount / 16, target)
          }
        }
      }
    } naive: { output in
      for (i, target) in targets.enumerated() {
        var place = 0
        while sample.documents[i * blockCount + place] < target { place += 1 }
        output[i] = UInt32(place)
      }
    }
  }

  private static func mostInCell(_ sample: SampleList, _ context: SampleContext) -> Kernel {
    let bounds = context.bounds(sample)
    let size = bounds.shift + 5
    let count = bounds.cells >> 5
    return Kernel(
      name: "CellBounds.most, 32 cells", unit: "cell", units: count * 32, most: 2.5, outputs: count
    ) { output in
      for i in 0..<count { output[i] = bounds.most(from: i << size, size: size) }
    } naive: { output in
      for i in 0..<count {
        for document in i << size..<(i + 1) << size {
          output[i] = max(output[i], bounds[DocID(document)])
        }
      }
    }
  }

  private static func cellsReaching(_ sample: SampleList) -> Kernel {
    guard let levels = sample.list.cellLevels else { fatalError("a list without cells") }
    let count = sample.list.cells / 64
    return Kernel(
      name: "bytes_reaching", unit: "cell", units: count * 64, most: 0.3, outputs: 2 * count
    ) { output in
      for i in 0..<count {
        let mask = bytes_reaching(levels + 64 * i, 170)
        output[2 * i] = UInt32(truncatingIfNeeded: mask)
        output[2 * i + 1] = UInt32(truncatingIfNeeded: mask >> 32)
      }
    } naive: { output in
      for i in 0..<count * 64 where levels[i] >= 170 { output[i / 32] |= 1 << UInt32(i % 32) }
    }
  }

  /// Which cells of windows may hold the best of a union of two lists.
  private static func liveCells(_ context: SampleContext) -> Kernel {
    let lists = [30, 12].map { context.bounds(context.segment.list(oneIn: $0)) }
    let shift = lists.map(\.shift).min() ?? 0
    let window = 15
    let windows = context.segment.documents >> window
    let least: Score = 9 * 65_536
    let clauses = lists.map { BoundClause([$0], isRequired: false, memory: context.memory) }
    return Kernel(
      name: "LiveCells.add, collect", unit: "cell",
      units: context.segment.documents >> shift, most: 22.2,
      outputs: context.segment.documents / 32
    ) { output in
      var live = LiveCells(memory: context.memory)
      for i in 0..<windows {
        let start = DocID(i << window)
        live.begin(
          at: start, window: window, shift: shift, within: start..<start + 1 << DocID(window))
        for clause in clauses { live.add(clause) }
        live.collect(from: least, below: .max)
        for run in 0..<live.count {
          output[Int(live[run].start) / 32] |= 1
          output[Int(live[run].end - 1) / 32] |= 2
        }
      }
    } naive: { output in
      func isLive(_ document: Int) -> Bool {
        clauses.reduce(0) { $0 + $1[DocID(document)] } >= least
      }
      for i in 0..<windows {
        let range = i << window..<(i + 1) << window
        for document in range where isLive(document) {
          if document == range.first || !isLive(document - 1) { output[document / 32] |= 1 }
          if document == range.last || !isLive(document + 1) { output[document / 32] |= 2 }
        }
      }
    }
  }

  private static func score(_ sample: SampleList, _ context: SampleContext) -> Kernel {
    let count = sample.wholeBlocks * blockCount
    let scorer = context.scorer
    return Kernel(
      name: "TermScorer.score, a block", unit: "posting", units: count, most: 6.64, outputs: count
    ) { output in
      sample.documents.withUnsafeBufferPointer { documents in
        sample.frequencies.withUnsafeBufferPointer { frequencies in
          guard let documents = documents.baseAddress, let frequencies = frequencies.baseAddress
          else { return }
          for i in stride(from: 0, to: count, by: blockCount) {
            scorer.score(
              documents: documents + i, frequencies: frequencies + i, count: blockCount,
              into: output + i)
          }
        }
      }
    } naive: { output in
      for i in 0..<count {
        output[i] = scorer.score(
          frequency: sample.frequencies[i], document: sample.documents[i])
      }
    }
  }

  /// All postings of windows with their scores; the naive twin seeks each.
  private static func appended(_ sample: SampleList, _ context: SampleContext) -> Kernel {
    let count = sample.documents.count
    return Kernel(
      name: "Candidates.append", unit: "posting", units: count, most: 27.6, outputs: count
    ) { output in
      var list = context.postings(sample)
      var candidates = context.candidates
      var runs = LiveCells(memory: context.memory)
      var next = 0
      for start in stride(from: 0, to: context.segment.documents, by: windowCount) {
        candidates.removeAll()
        context.takeWindow(at: start, into: &runs)
        candidates.append(&list, in: runs, reaching: 0)
        (output + next).update(from: candidates.bounds, count: candidates.count)
        next += candidates.count
      }
    } naive: { output in
      var list = context.postings(sample)
      for (i, document) in sample.documents.enumerated() { output[i] = list.score(document) ?? 0 }
    }
  }

  /// The scores of a union, window by window.
  private static func summed(
    _ samples: [SampleList], _ context: SampleContext, _ search: WindowSums.Search,
    reaching least: Score = 1, most: Double
  ) -> Kernel {
    let documents = context.segment.documents
    return Kernel(
      name: "WindowSums, \(search)", unit: "posting",
      units: samples.reduce(0) { $0 + $1.documents.count }, most: most, outputs: documents
    ) { output in
      var lists = samples.map { context.postings($0) }
      var candidates = context.candidates
      var sums = WindowSums(windowCount: windowCount, memory: context.memory)
      var runs = LiveCells(memory: context.memory)
      for start in stride(from: 0, to: documents, by: windowCount) {
        candidates.removeAll()
        context.takeWindow(at: start, into: &runs)
        sums.begin(at: DocID(start), search)
        for i in lists.indices { sums.add(&lists[i], in: runs) }
        sums.take(from: runs, reaching: search == .marks ? 0 : least, into: &candidates)
        for i in 0..<candidates.count {
          output[Int(candidates.documents[i])] = candidates.bounds[i]
        }
      }
    } naive: { output in
      var lists = samples.map { context.postings($0) }
      for document in 0..<documents {
        let sum = lists.indices.reduce(0) { $0 + (lists[$1].score(DocID(document)) ?? 0) }
        output[document] = sum >= least ? sum : 0
      }
    }
  }

  /// What remains of a list's documents once their bounds are raised by those of two others.
  private static func bounded(_ context: SampleContext) -> Kernel {
    let sample = context.segment.list(oneIn: 30)
    let others = [10, 6].map {
      context.bounds(context.segment.list(oneIn: $0), isRequired: true)
    }
    let clause = BoundClause(others, isRequired: true, memory: context.memory)
    let least: Score = 7 * 65_536
    return Kernel(
      name: "Candidates.append, addBounds, keep", unit: "posting", units: sample.documents.count,
      most: 67, outputs: context.segment.documents
    ) { output in
      var list = context.postings(sample)
      var candidates = context.candidates
      var runs = LiveCells(memory: context.memory)
      for start in stride(from: 0, to: context.segment.documents, by: windowCount) {
        candidates.removeAll()
        context.takeWindow(at: start, into: &runs)
        candidates.append(&list, in: runs, reaching: 0)
        candidates.addBounds(of: clause)
        candidates.keep(reaching: least)
        for i in 0..<candidates.count {
          output[Int(candidates.documents[i])] = candidates.bounds[i]
        }
      }
    } naive: { output in
      var list = context.postings(sample)
      for document in 0..<DocID(context.segment.documents) {
        guard let score = list.score(document) else { continue }
        let bound = score + min(others[0][document], others[1][document])
        if bound >= least { output[Int(document)] = bound }
      }
    }
  }

  /// What documents can score by a dense list, which may hold them or not.
  private static func boundedByBits(
    _ sample: SampleList, _ dense: SampleList, _ context: SampleContext
  ) -> Kernel {
    let bounds = context.bounds(dense)
    let count = sample.documents.count
    return Kernel(
      name: "CellBounds.add, by bits", unit: "candidate", units: count, most: 15.7, outputs: count
    ) { output in
      sample.documents.withUnsafeBufferPointer { documents in
        guard let first = documents.baseAddress else { return }
        bounds.add(of: first, count: count, to: output)
      }
    } naive: { output in
      let members = Set(dense.documents)
      for (i, document) in sample.documents.enumerated() {
        output[i] = members.contains(document) ? bounds[document] : 0
      }
    }
  }

  /// What the documents of a list score by another, which holds some of them.
  private static func resolved(
    _ sample: SampleList, by other: SampleList, _ context: SampleContext
  ) -> Kernel {
    let count = sample.documents.count
    return Kernel(
      name: "Candidates.resolve", unit: "candidate", units: count, most: 424, outputs: count
    ) { output in
      var (list, own) = (context.postings(other), context.postings(sample))
      var candidates = context.candidates
      var runs = LiveCells(memory: context.memory)
      var next = 0
      for start in stride(from: 0, to: context.segment.documents, by: windowCount) {
        candidates.removeAll()
        context.takeWindow(at: start, into: &runs)
        candidates.append(&own, in: runs, reaching: 0)
        for i in 0..<candidates.count {
          candidates.bounds[i] = list.bounds[candidates.documents[i]]
        }
        candidates.resolve(&list, minimum: 0)
        (output + next).update(from: candidates.bounds, count: candidates.count)
        next += candidates.count
      }
    } naive: { output in
      var list = context.postings(other)
      for (i, document) in sample.documents.enumerated() { output[i] = list.score(document) ?? 0 }
    }
  }

  /// Which documents of one list another holds.
  private static func filter(
    _ sample: SampleList, by other: SampleList, _ way: String, most: Double
  ) -> Kernel {
    let count = sample.documents.count
    return Kernel(
      name: "ListFilter.keep, \(way)", unit: "candidate", units: count, most: most, outputs: count
    ) { output in
      let memory = ScratchMemory()
      let filter = ListFilter(memory: memory)
      var reader = PostingsReader(other.list, memory: memory)
      let scores = memory.take(windowCount)
      var (kept, next) = (0, 0)
      while next < count {
        // The candidates of one window.
        let end = (sample.documents[next] / DocID(windowCount) + 1) * DocID(windowCount)
        let first = next
        while next < count, sample.documents[next] < end {
          output[kept + next - first] = sample.documents[next]
          next += 1
        }
        kept += filter.keep(output + kept, scores, count: next - first, in: &reader)
      }
      // What was left behind those that are kept.
      (output + kept).update(repeating: 0, count: count - kept)
    } naive: { output in
      let members = Set(other.documents)
      var kept = 0
      for document in sample.documents where members.contains(document) {
        output[kept] = document
        kept += 1
      }
    }
  }
}

/// What evaluation needs besides lists.
struct SampleContext {
  /// The binary logarithm of the documents of a window.
  static let windowShift = 12

  let segment: SampleSegment
  let memory = ScratchMemory()
  let tables: ScoringTables
  let scorer: TermScorer
  let candidates: Candidates

  init(_ segment: SampleSegment) {
    self.segment = segment
    tables = ScoringTables(
      BM25(), .init(average: Double(segment.scale.referenceLength)), segment.lengths,
      scale: segment.scale)
    scorer = TermScorer(weight: 5 * Score.unit, tables: tables)
    candidates = Candidates(capacity: ScratchMemory.largestWindow, memory: memory)
  }

  /// Makes all documents of a window one run.
  func takeWindow(at start: Int, into runs: inout LiveCells) {
    let (first, end) = (DocID(start), DocID(start + 1 << Self.windowShift))
    runs.begin(at: first, window: Self.windowShift, shift: 5, within: first..<end)
    runs.takeAll()
  }

  func postings(_ sample: SampleList, isRequired: Bool = false) -> ScoredPostings {
    ScoredPostings(
      .init(list: sample.list, weight: scorer.weight), scorer: scorer, isRequired: isRequired,
      documents: segment.documents,
      memory: memory)
  }

  func bounds(_ sample: SampleList, isRequired: Bool = false) -> CellBounds {
    postings(sample, isRequired: isRequired).bounds
  }
}
