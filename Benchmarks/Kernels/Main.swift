/// Calls every kernel and its naive twin, each between two marks, for `Benchmarks/count-instructions`;
/// prints name, unit, units, the most instructions allowed, and whether both found the same.
@main enum Kernels {
  static func main() throws {
    let segment = SampleSegment(documents: 1 << 18, seed: 1)
    let kernels =
      try Kernel.ofBits() + Kernel.ofPostings(segment) + Kernel.ofDictionary()
      + Kernel.ofEvaluation(segment) + Kernel.ofIndexing(segment) + Kernel.ofText()
    for kernel in kernels {
      let isEqual = kernel.compare()
      print(
        kernel.name, kernel.unit, kernel.units, kernel.most, isEqual ? "equal" : "different",
        separator: "\t")
    }
  }
}
