internal import Glibc
internal import Lede
internal import Retrieval

/// Times queries one by one, in this process and one thread.
///
/// In rounds, each query once in a shuffled order, so that a change of the machine's speed hits all
/// alike. Timed is looking up the terms and finding the documents, not parsing the text and not
/// reading identifiers.
struct Benchmark {
  /// A query in one mode, and its times.
  struct Run {
    let query: Int
    let parsed: Query
    var nanoseconds: [UInt64] = []
    /// All time it took in rounds, or its last while warming up.
    var spent: UInt64 = 0
    var answer = BenchmarkMode.Answer()
  }

  let queries: [BenchmarkQuery]
  let searcher: NewsSearcher
  /// Nanoseconds after which a query gets no further rounds, but for its first three.
  let budget: UInt64
  /// Nanoseconds to warm up each mode, after one complete pass.
  let warmUp: UInt64
  private(set) var runs: [BenchmarkMode: [Run]] = [:]

  init(
    _ queries: [BenchmarkQuery], searcher: NewsSearcher, modes: [BenchmarkMode],
    budgetMilliseconds: Double, warmUpSeconds: Double
  ) throws {
    self.queries = queries
    self.searcher = searcher
    budget = UInt64(budgetMilliseconds * 1e6)
    warmUp = UInt64(warmUpSeconds * 1e9)
    let parser = QueryParser(analyzer: searcher.analyzer)
    let parsed = try queries.map { try parser.parse($0.text) }
    for mode in modes {
      var order = queries.indices.map { Run(query: $0, parsed: parsed[$0]) }
      var random = SplitMix64(state: 2)
      order.shuffle(using: &random)
      runs[mode] = order
    }
  }

  /// One complete pass, then more until the time to warm up has gone by.
  mutating func warm(_ mode: BenchmarkMode) throws {
    guard var runs = runs[mode] else { return }
    let start = Self.now
    for i in runs.indices {
      let begin = Self.now
      runs[i].answer = try mode.answer(runs[i].parsed, searcher.searcher)
      runs[i].spent = Self.now - begin
    }
    let quick = runs.filter { $0.spent < budget / 20 }
    while Self.now - start < warmUp, !quick.isEmpty {
      for run in quick { _ = try mode.answer(run.parsed, searcher.searcher) }
    }
    self.runs[mode] = runs
  }

  /// Every query once.
  mutating func round(_ mode: BenchmarkMode) throws {
    // Taken out, so that to note a time copies nothing between two that are measured.
    guard var runs = runs.removeValue(forKey: mode) else { return }
    defer { self.runs[mode] = runs }
    for i in runs.indices where runs[i].nanoseconds.count < 3 || runs[i].spent <= budget {
      let begin = Self.now
      let answer = try mode.answer(runs[i].parsed, searcher.searcher)
      let time = Self.now - begin
      runs[i].answer = answer
      runs[i].nanoseconds.append(time)
      runs[i].spent += time
    }
  }

  private static var now: UInt64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}

/// A small generator of random numbers that gives the same ones every time.
///
/// Source: G. Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom Number Generators", 2014.
private struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
