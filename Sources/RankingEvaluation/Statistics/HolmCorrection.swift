/// Holm's correction of p-values when several systems are compared with one baseline.
///
/// Under it the probability of calling any difference significant that is none stays below the level,
/// however many are tested.
/// Source: Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of
/// Statistics 6(2), 1979.
public enum HolmCorrection {
  /// The corrected p-values, in the order of `values`; none is less than it was, none above 1.
  ///
  /// - Complexity: O(*n* log *n*).
  public static func corrected(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var corrected = values
    var least = 0.0
    for (place, index) in order.enumerated() {
      least = max(least, min(1, values[index] * Double(values.count - place)))
      corrected[index] = least
    }
    return corrected
  }
}
