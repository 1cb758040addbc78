import RankingEvaluation
import Testing

@Suite("ParameterSearch")
struct ParameterSearchTests {
  /// Topic t likes a and b best at peaks that depend on t.
  private func value(_ a: Double, _ b: Double, _ topic: Int) -> Double {
    let (x, y) = (a - Double(topic % 3), b - Double(topic % 2))
    return 1 / (1 + x * x + y * y)
  }

  @Test("the topics asked for choose, and each combination is evaluated once")
  func grid() throws {
    var calls = 0
    var search = ParameterSearch(
      candidates: [[0, 1, 2], [0, 0.5, 1]], start: [1, 1]
    ) { values in
      calls += 1
      return (0..<12).map { value(values[0], values[1], $0) }
    }
    #expect(try search.best(over: [2, 8]) == [2, 0])
    #expect(try search.best(over: [1, 7]) == [1, 1])
    #expect(calls == 9 && search.evaluated == 9)
  }

  @Test("many combinations are climbed, one parameter after the other")
  func ascent() throws {
    let steps = (0...20).map { Double($0) / 10 }
    var search = ParameterSearch(
      candidates: [steps, steps, steps], start: [0, 0, 0]
    ) { v in [1 / (1 + (v[0] - 1.3) * (v[0] - 1.3) + v[1] + 2 - v[2])] }
    #expect(try search.best(over: [0]) == [1.3, 0, 2])
    #expect(search.evaluated < 200)
  }

  @Test("what is as good as the start does not replace it")
  func equals() throws {
    var search = ParameterSearch(candidates: [[0, 1, 2]], start: [1]) { _ in [0.5] }
    #expect(try search.best(over: [0]) == [1])
  }

  @Test("what an evaluation throws comes out")
  func throwing() {
    struct Failure: Error {}
    var search = ParameterSearch(candidates: [[0, 1]], start: [0]) { _ in throw Failure() }
    #expect(throws: Failure.self) { try search.best(over: [0]) }
  }
}

@Suite("CrossValidation")
struct CrossValidationTests {
  @Test("every topic is in one fold, and folds are about equal", arguments: [2, 5, 7, 23, 225])
  func folds(topics: Int) {
    let validation = CrossValidation(topics: topics, folds: 5, seed: 1)
    #expect(validation.folds.count == min(5, topics))
    #expect(validation.folds.flatMap(\.self).sorted() == Array(0..<topics))
    let sizes = validation.folds.map(\.count)
    #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
    for fold in validation.folds.indices {
      #expect(Set(validation.others(than: fold)).isDisjoint(with: validation.folds[fold]))
      #expect(validation.others(than: fold).count == topics - validation.folds[fold].count)
    }
  }

  @Test("the seed deals")
  func seeds() {
    let first = CrossValidation(topics: 30, folds: 3, seed: 1)
    #expect(first.folds == CrossValidation(topics: 30, folds: 3, seed: 1).folds)
    #expect(first.folds != CrossValidation(topics: 30, folds: 3, seed: 2).folds)
  }
}
