/// Where a kernel and its naive twin write what they find.
typealias Output = UnsafeMutablePointer<UInt32>

/// A kernel beside its naive twin: code that takes the time of all queries or of all indexing, and code
/// that is obviously right.
struct Kernel {
  /// The function, as it is called in the sources.
  var name: String
  /// What its instructions are counted for.
  var unit: String
  /// How many of these one call does.
  var units: Int
  /// The most instructions that one may take, with vectors of 256 bits.
  var most: Double
  /// How many numbers are written.
  var outputs: Int
  var fast: (Output) -> Void
  var naive: (Output) -> Void

  /// Whether both twins write the same numbers; each is called once before it is measured.
  func compare() -> Bool {
    let results = [fast, naive].map { twin in
      let output = Output.allocate(capacity: outputs + 64)
      defer { output.deallocate() }
      output.initialize(repeating: 0, count: outputs + 64)
      twin(output)
      output.update(repeating: 0, count: outputs + 64)
      mark()
      twin(output)
      mark()
      return Array(UnsafeBufferPointer(start: output, count: outputs))
    }
    return results[0] == results[1] && results[0].contains { $0 != 0 }
  }
}

/// Stands before and after what is counted; the program that counts looks for its name.
@inline(never) @_optimize(none) func mark() {}
