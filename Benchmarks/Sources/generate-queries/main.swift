internal import CorpusStatistics
internal import Glibc
internal import NewsModel

/// Draws a set of queries from a corpus of JSON Lines: a line each, class<TAB>query.

let arguments = Array(CommandLine.arguments.dropFirst())
guard (1...3).contains(arguments.count), let path = arguments.first, !path.hasPrefix("-"),
  let seed = UInt64(arguments.count > 1 ? arguments[1] : "1"),
  let scale = Double(arguments.count > 2 ? arguments[2] : "1"), scale > 0
else {
  print(
    """
    usage: generate-queries CORPUS.jsonl [SEED [SCALE]] > queries.tsv
    About 300 queries times SCALE (1); the same corpus and seed (1), the same queries.
    """)
  exit(2)
}

do {
  var random = SeededRandom(seed: seed)
  let sample = try CorpusSample(path, random: &random)
  var sampler = QuerySampler(sample, random: random)
  print("# \(sample.documents) articles looked at; seed \(seed)")
  for query in sampler.sampled(scale: scale) { print("\(query.group)\t\(query.text)") }
} catch {
  fail("generate-queries", error)
}
