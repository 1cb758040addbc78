// swift-tools-version: 6.2
import PackageDescription

/// Every target is built under these rules.
let common: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// What ships marks every use of unsafe memory besides, and has no warnings.
let rules = common + [.strictMemorySafety(), .treatAllWarnings(as: .error)]

// Targets stand in the order of the arrows: a target names only targets above it.
let package = Package(
  name: "lede",
  products: [
    .library(name: "Lede", targets: ["Lede"]),
    .executable(name: "lede", targets: ["lede"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.7.0")
  ],
  targets: [
    // C libraries of the system, and headers of ours.
    .systemLibrary(
      name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CStemmer", providers: [.apt(["libstemmer-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(
      name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .systemLibrary(name: "CMalloc"),
    .target(name: "CXXHash", path: "Sources/CXXHash"),
    .target(name: "CSIMD", path: "Sources/CSIMD"),
    .target(
      name: "CSimdJSON", path: "Sources/CSimdJSON",
      linkerSettings: [.linkedLibrary("simdjson")]),
    .target(
      name: "CCLD2", path: "Sources/CCLD2", linkerSettings: [.linkedLibrary("cld2")]),

    // Leaves: import nothing of ours.
    .target(name: "Bytes", dependencies: ["CXXHash", "CSIMD", "CZstd"], swiftSettings: rules),
    .target(name: "JSON", dependencies: ["CSimdJSON"], swiftSettings: rules),
    .target(name: "Articles", swiftSettings: rules),
    .target(name: "Analysis", dependencies: ["CStemmer", "CSIMD"], swiftSettings: rules),

    // Files → Article.
    .target(
      name: "Ingestion",
      dependencies: ["CLibXML2", "CArchive", "CSIMD", "CCLD2", "JSON", "Articles"],
      swiftSettings: rules),
    // Terms → Segment.
    .target(name: "InvertedIndex", dependencies: ["Bytes", "CSIMD"], swiftSettings: rules),
    // Query → ranked documents.
    .target(
      name: "Retrieval", dependencies: ["InvertedIndex", "Analysis", "CSIMD"], swiftSettings: rules),
    // Topics, judgments, runs, measures; knows no index.
    .target(name: "RankingEvaluation", dependencies: ["JSON"], swiftSettings: rules),
    // The façade.
    .target(
      name: "Lede",
      dependencies: [
        "Bytes", "Articles", "Analysis", "Ingestion", "InvertedIndex", "Retrieval",
      ],
      swiftSettings: rules),
    // Arguments, calls, printing.
    .target(
      name: "LedeCommand",
      dependencies: [
        "CMalloc", "JSON", "Articles", "Analysis", "Ingestion", "InvertedIndex", "Retrieval",
        "RankingEvaluation", "Lede",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: rules),
    .executableTarget(name: "lede", dependencies: ["LedeCommand"], swiftSettings: rules),

    // A seeded generator and a temporary folder for tests.
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: common),
    // Kernels beside their naive twins, for `make test-performance`; it sees what modules hide.
    .executableTarget(
      name: "kernels",
      dependencies: [
        "Bytes", "CSIMD", "Analysis", "Ingestion", "InvertedIndex", "Retrieval", "TestSupport",
      ],
      path: "Benchmarks/Kernels", swiftSettings: common),
    .testTarget(name: "BytesTests", dependencies: ["Bytes", "TestSupport"], swiftSettings: common),
    .testTarget(name: "JSONTests", dependencies: ["JSON"], swiftSettings: common),
    .testTarget(name: "ArticlesTests", dependencies: ["Articles"], swiftSettings: common),
    .testTarget(
      name: "AnalysisTests", dependencies: ["Analysis", "TestSupport"], swiftSettings: common),
    .testTarget(
      name: "IngestionTests", dependencies: ["Ingestion", "Articles", "TestSupport"],
      resources: [.copy("Fixtures")], swiftSettings: common),
    .testTarget(
      name: "InvertedIndexTests", dependencies: ["InvertedIndex", "Bytes", "TestSupport"],
      exclude: ["Fixtures"], swiftSettings: common),
    .testTarget(
      name: "RetrievalTests",
      dependencies: ["Retrieval", "InvertedIndex", "Analysis", "CSIMD", "TestSupport"],
      resources: [.copy("Fixtures")], swiftSettings: common),
    .testTarget(
      name: "RankingEvaluationTests", dependencies: ["RankingEvaluation"],
      resources: [.copy("Fixtures")], swiftSettings: common),
    .testTarget(
      name: "LedeTests",
      dependencies: [
        "Lede", "Articles", "Analysis", "Ingestion", "InvertedIndex", "Retrieval", "TestSupport",
      ],
      swiftSettings: common),
    .testTarget(
      name: "EndToEndTests", dependencies: ["JSON", "TestSupport"], swiftSettings: common),
  ],
  cxxLanguageStandard: .cxx17
)
