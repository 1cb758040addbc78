// swift-tools-version: 6.2
import PackageDescription

let rules: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

// Corpora and queries for benchmarks. Depends on nothing but the C library.
let package = Package(
  name: "lede-benchmarks",
  targets: [
    // JSON Lines → words; the figures by which two corpora are compared.
    .target(name: "CorpusStatistics", swiftSettings: rules),
    // (seed, count) → articles; words of a corpus → queries.
    .target(name: "NewsModel", dependencies: ["CorpusStatistics"], swiftSettings: rules),

    .executableTarget(
      name: "generate-news", dependencies: ["NewsModel", "CorpusStatistics"], swiftSettings: rules),
    .executableTarget(
      name: "generate-queries", dependencies: ["NewsModel", "CorpusStatistics"],
      swiftSettings: rules),
    .executableTarget(
      name: "compare-corpora", dependencies: ["CorpusStatistics"], swiftSettings: rules),

    .testTarget(
      name: "NewsModelTests", dependencies: ["NewsModel", "CorpusStatistics"],
      swiftSettings: rules),
  ]
)
