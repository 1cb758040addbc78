/// What an archive may unpack to.
///
/// Beyond these bounds it is taken for a bomb and refused.
public enum ArchiveLimits {
  /// The unpacked size of one member, in bytes: 8 GiB.
  ///
  /// Members above `maximumInMemory` go to a temporary file.
  public static let maximumMember = 8 << 30
  /// The unpacked size of all members together, in bytes: 64 GiB.
  public static let maximumTotal = 64 << 30
  /// The unpacked size over the packed size, once more than `ratioFloor` bytes were unpacked.
  public static let maximumRatio = 250
  /// The unpacked size, in bytes, up to which any ratio is allowed: 16 MiB.
  public static let ratioFloor = 16 << 20
  /// The number of members.
  public static let maximumMembers = 1_000_000
  /// How many archives may enclose each other: a compressed file in an archive in an archive.
  public static let maximumNesting = 3
  /// The unpacked size of one member, in bytes, that is kept in memory: 32 MiB.
  public static let maximumInMemory = 32 << 20
}
