internal import Glibc

/// Numbers as people read them.
extension Int {
  /// With a comma between thousands: "21,578".
  var grouped: String {
    let digits = Array(String(magnitude).utf8)
    var text: [UInt8] = []
    for (i, digit) in digits.enumerated() {
      if i > 0, (digits.count - i) % 3 == 0 { text.append(UInt8(ascii: ",")) }
      text.append(digit)
    }
    return (self < 0 ? "-" : "") + String(decoding: text, as: UTF8.self)
  }

  /// A size in bytes, in units of 1,000: "20.2 MB".
  var byteSize: String {
    if self < 1_000 { return "\(self) B" }
    var value = Double(self) / 1_000
    for unit in ["kB", "MB", "GB"] {
      if value < 999.95 { return value.fixed(1) + " " + unit }
      value /= 1_000
    }
    return value.fixed(1) + " TB"
  }

  /// The number and the noun, which takes an s unless there is one: "1 article", "2 articles".
  func of(_ noun: String) -> String { grouped + " " + noun + (self == 1 ? "" : "s") }
}

extension Double {
  /// With that many digits, 0 to 9, behind the point.
  func fixed(_ digits: Int) -> String {
    guard isFinite, magnitude < 1e15 else { return description }
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let scaled = (magnitude * scale).rounded()
    guard scaled < 9e18 else { return description }
    let whole = String(Int(scaled))
    let padded = String(repeating: "0", count: max(0, digits + 1 - whole.utf8.count)) + whole
    let sign = self < 0 && scaled > 0 ? "-" : ""
    if digits == 0 { return sign + padded }
    return sign + padded.dropLast(digits) + "." + padded.suffix(digits)
  }

  /// With its sign, a true minus, unless all digits are 0: "+0.012", "−0.330", "0.000".
  func signed(_ digits: Int) -> String {
    let text = isFinite ? magnitude.fixed(digits) : "∞"
    if isFinite, !text.contains(where: { ("1"..."9").contains($0) }) { return text }
    return (self < 0 ? "−" : "+") + text
  }

  /// A time span in seconds: "340 µs", "12.3 ms", "4.56 s".
  var timeSpan: String {
    if self < 1e-3 { return (self * 1e6).fixed(self < 1e-4 ? 1 : 0) + " µs" }
    return self < 1 ? (self * 1e3).fixed(1) + " ms" : fixed(2) + " s"
  }
}

extension Duration {
  /// The span in seconds.
  var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}

extension String {
  /// The text with spaces before it up to `width` columns.
  func right(_ width: Int) -> String {
    String(repeating: " ", count: max(0, width - TextWidth.of(self))) + self
  }

  /// The text with spaces behind it up to `width` columns.
  func left(_ width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - TextWidth.of(self)))
  }
}
