internal import Bytes

/// The documents of a run, one behind the other in few bytes, without what is stored of them.
struct RunDocuments {
  private var writer = ByteWriter()
  private(set) var count = 0

  /// The bytes so far.
  var bytes: [UInt8] { writer.bytes }

  /// Adds the next document.
  mutating func append(_ document: DocumentRecord) {
    writer.writeVariable(document.identifier.count)
    writer.append(document.identifier)
    writer.writeVariable(document.length)
    writer.writeVariable(document.weightedLength - document.length)
    writer.writeVariable(document.titleLength)
    writer.writeVariable(document.textBytes)
    writer.write(UInt8(document.date == nil ? 0 : 1))
    if let date = document.date { writer.write(UInt64(bitPattern: date)) }
    count += 1
  }

  /// Calls `visit` with the `count` documents in `bytes`, in order.
  static func forEach<E: Error>(
    _ count: Int, in bytes: RunBytes, _ visit: (DocumentRecord) throws(E) -> Void
  ) throws(E) {
    var reader = unsafe ByteReader(bytes.buffer)
    for _ in 0..<count {
      let size = reader.readVariable()
      let identifier = unsafe Array(bytes.buffer[reader.offset..<reader.offset + size])
      reader.skip(size)
      let length = reader.readVariable()
      let weightedLength = length + reader.readVariable()
      let titleLength = reader.readVariable()
      let textBytes = reader.readVariable()
      let date = reader.read(UInt8.self) == 0 ? nil : Int64(bitPattern: reader.read(UInt64.self))
      try visit(
        DocumentRecord(
          identifier: identifier, length: length, weightedLength: weightedLength,
          titleLength: titleLength, date: date, textBytes: textBytes, stored: []))
    }
  }
}
