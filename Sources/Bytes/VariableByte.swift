/// Numbers of seven bits a byte, the lowest first, read without bounds checks from bytes whose
/// checksum was verified.
public enum VariableByte {
  /// The number at `offset`, which is moved past it; at most nine bytes are read.
  @inlinable @inline(__always)
  public static func read(_ base: UnsafeRawPointer, _ offset: inout Int) -> Int {
    var byte = unsafe base.load(fromByteOffset: offset, as: UInt8.self)
    offset &+= 1
    if byte < 0x80 { return Int(byte) }
    var value = Int(byte & 0x7F)
    var shift = 7
    repeat {
      byte = unsafe base.load(fromByteOffset: offset, as: UInt8.self)
      offset &+= 1
      value |= Int(byte & 0x7F) &<< shift
      shift &+= 7
    } while byte >= 0x80 && shift < 63
    return value
  }
}
