internal import JSON
internal import RankingEvaluation

extension RecordedEvaluation {
  /// The record as a JSON object on one line.
  var json: String {
    var json = JSONWriter()
    json.object { json in
      json.member("format", Self.format)
      json.member("version", version)
      json.member("index", indexPath)
      json.member("indexChecksum", indexChecksum)
      switch source {
      case .files(let topics, let judgments):
        for (name, file) in [("topics", topics), ("judgments", judgments)] {
          guard let file else { continue }
          json.name(name)
          json.object { json in
            json.member("path", file.path)
            json.member("sha256", file.digest)
          }
        }
      case .knownItems(let count): json.member("knownItems", count)
      }
      json.name("measures")
      json.array { json in for measure in measures { json.value(measure) } }
      json.member("top", top)
      json.member("seed", Int(clamping: seed))
      json.member("relevanceLevel", relevanceLevel)
      json.name("parts")
      json.array { json in for part in parts { json.value(part) } }
      json.name("runs")
      json.array { json in
        for run in runs {
          json.object { json in
            json.member("model", run.model)
            json.member("sha256", run.digest)
            json.name("means")
            json.object { json in
              for measure in measures { json.member(measure, run.means[measure] ?? 0) }
            }
          }
        }
      }
    }
    return json.text
  }

  /// The record in the file `path`.
  init(path: String) throws {
    let text = String(decoding: try EvaluatedCollection.bytes(of: path), as: UTF8.self)
    do {
      self = try JSONParser().parse(text) { root in
        guard let record = Self(root) else {
          throw CommandError("it is not of the form that --record writes")
        }
        return record
      }
    } catch {
      throw CommandError(
        "\(path): no recorded evaluation: \(error); name a file that --record wrote")
    }
  }

  private init?(_ root: JSONValue) {
    func text(_ name: String) -> String? { root[name]?.string }
    guard text("format") == Self.format, let version = text("version"),
      let indexPath = text("index"), let indexChecksum = text("indexChecksum"),
      let source = Self.source(root), let top = root["top"]?.integer, top > 0,
      let seed = root["seed"]?.integer, seed >= 0,
      let relevanceLevel = root["relevanceLevel"]?.integer,
      let measures = root["measures"]?.items.map(\.string), let runs = root["runs"]?.items
    else { return nil }
    self.version = version
    self.indexPath = indexPath
    self.indexChecksum = indexChecksum
    self.source = source
    self.measures = measures.compactMap(\.self)
    self.top = top
    self.seed = UInt64(seed)
    self.relevanceLevel = relevanceLevel
    parts = (root["parts"]?.items ?? []).compactMap(\.string)
    self.runs = runs.compactMap { run in
      guard let model = run["model"]?.string, let digest = run["sha256"]?.string else { return nil }
      var means: [String: Double] = [:]
      run["means"]?.forEachMember { name, value in means[name] = value.number }
      return Run(model: model, digest: digest, means: means)
    }
    guard !self.measures.isEmpty, !self.runs.isEmpty else { return nil }
  }

  private static func source(_ root: JSONValue) -> EvaluatedCollection.Source? {
    func file(_ name: String) -> EvaluatedCollection.File? {
      guard let path = root[name]?["path"]?.string, let digest = root[name]?["sha256"]?.string
      else { return nil }
      return EvaluatedCollection.File(path: path, digest: digest)
    }
    if let count = root["knownItems"]?.integer { return .knownItems(count: count) }
    return file("judgments").map { .files(topics: file("topics"), judgments: $0) }
  }
}
