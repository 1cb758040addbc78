/// A measure under another idea of what is relevant: `AP(rel=2)` counts grades of 2 and more.
public struct RelevanceLevel: Measure {
  /// The measure.
  public let measure: any Measure
  /// The lowest grade that counts as relevant, at least 1.
  public let level: Int

  /// The name in the notation of the field.
  public var name: String {
    let name = measure.name
    if let close = name.lastIndex(of: ")") {
      return name[..<close] + ",rel=\(level)" + name[close...]
    }
    let end = name.firstIndex(of: "@") ?? name.endIndex
    return name[..<end] + "(rel=\(level))" + name[end...]
  }

  /// `measure` where grades of `level` and more are relevant.
  public init(_ measure: any Measure, level: Int) {
    self.measure = measure
    self.level = max(1, level)
  }

  /// The value for one topic.
  public func value(of ranking: JudgedRanking) -> Double {
    measure.value(
      of: JudgedRanking(
        grades: ranking.grades, judged: ranking.judged, relevanceLevel: level))
  }
}
