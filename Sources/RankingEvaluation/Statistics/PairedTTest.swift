/// Student's paired t-test: how likely differences as large are, were there none on average.
///
/// It takes the differences as normal, which they are not; with some tens of topics it nonetheless
/// agrees with the randomisation test.
/// Source: Smucker, Allan and Carterette, "A comparison of statistical significance tests for
/// information retrieval evaluation", CIKM 2007.
public enum PairedTTest {
  /// The two-sided p-value of `sample`, 0 to 1; 1 where there are fewer than two topics or no
  /// differences at all.
  public static func p(_ sample: PairedSample) -> Double {
    let count = sample.differences.count
    guard count > 1 else { return 1 }
    // Differences that are all the same but for rounding leave no error to compare with.
    if sample.deviation <= 1e-12 * abs(sample.mean) { return sample.mean == 0 ? 1 : 0 }
    if sample.deviation == 0 { return 1 }
    let t = sample.mean / sample.deviation * Double(count).squareRoot()
    return StudentDistribution(freedom: Double(count - 1)).twoSided(t)
  }
}
