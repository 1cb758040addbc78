internal import Glibc

/// Ends the program `name` with status 2, after one line on standard error that says why.
public func fail(_ name: String, _ reason: some CustomStringConvertible) -> Never {
  let line = Array("\(name): \(reason)\n".utf8)
  _ = unsafe line.withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
  exit(2)
}
