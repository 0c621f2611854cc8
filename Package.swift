// swift-tools-version: 6.2
import PackageDescription

// The import table of the whole engine, one line a target: what stands after
// `imports:` is everything of ours that the target may see. `make check`
// refuses any other import (ARCHITECTURE.md, "Who imports whom").

let rules: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// A Swift target of Syrinx.
func target(
    _ name: String, path: String? = nil, imports: [Target.Dependency],
    resources: [Resource]? = nil
) -> Target {
    .target(
        name: name, dependencies: imports, path: path, resources: resources, swiftSettings: rules)
}

/// A thin C door to a library of the distribution: our own header and shims,
/// so that Swift sees plain functions where the library has macros.
func door(_ name: String, to libraries: [String], headers: [String] = []) -> Target {
    .target(
        name: name, path: "Sources/Doors/\(name)",
        cSettings: headers.map { .headerSearchPath($0) },
        linkerSettings: libraries.map { .linkedLibrary($0) })
}

/// Tests of one target.
func tests(_ name: String, imports: [Target.Dependency], resources: [Resource]? = nil) -> Target {
    .testTarget(name: name, dependencies: imports, resources: resources, swiftSettings: rules)
}

let package = Package(
    name: "syrinx",
    products: [
        .executable(name: "syrinx", targets: ["syrinx"]),
        .executable(name: "syrinx-train", targets: ["syrinx-train"]),
        .library(name: "SpeechEngine", targets: ["SpeechEngine"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
        // Without Foundation: what the server answers needs none of it.
        .package(
            url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    ],
    targets: [
        // Texts of others
        target("StrictJSON", imports: []),

        // Sound
        door("CSoxr", to: ["soxr"]),
        door("CEbur128", to: ["ebur128"]),
        door(
            "CEncoders", to: ["FLAC", "mp3lame", "opusenc", "opus", "vo-aacenc"],
            headers: ["opus-path"]),
        door("CDecoders", to: ["FLAC", "opusfile", "mpg123"], headers: ["opus-path"]),
        target("AudioSignal", imports: ["CSoxr", "CEbur128"]),
        target("AudioFile", imports: ["AudioSignal", "CEncoders", "CDecoders"]),
        door("CKissFFT", to: ["kissfft-float"]),
        target("AudioFeatures", imports: ["AudioSignal", "CKissFFT"]),

        // Text
        door("CICU", to: ["icuuc", "icui18n"]),
        door("CMarkup", to: ["md4c", "expat"]),
        target(
            "SpeechText", imports: ["CICU", "CMarkup", "TOMLKit"]),

        // Networks
        door("COnnxRuntime", to: []),
        door("COpenVINO", to: []),
        door("CTorch", to: []),
        door("CWeights", to: ["z"]),
        // Loops of the native executor, once for each generation of processors.
        .target(
            name: "CKernels",
            exclude: ["Generation.inc", "Products.inc", "Rows.inc", "Elements.inc"]),
        target(
            "TensorRuntime",
            imports: [
                "StrictJSON", "COnnxRuntime", "COpenVINO", "CTorch", "CKernels", "CWeights",
                "CGlibc",
            ]),
        target("ModelBlocks", imports: ["TensorRuntime"]),
        target("Vocoding", imports: ["ModelBlocks", "TensorRuntime", "AudioFeatures"]),
        // The voice converter's trained weights, embedded by its C file.
        .target(
            name: "CConverterWeights", path: "Sources/Families/ConverterWeights",
            exclude: ["converter.safetensors"]),
        target(
            "VoiceConversion",
            imports: [
                "ModelBlocks", "TensorRuntime", "AudioFeatures", "AudioSignal", "SpeechModel",
                "CConverterWeights",
            ]),

        target("SpeechTraining", imports: ["ModelBlocks", "TensorRuntime", "StrictJSON"]),
        .executableTarget(
            name: "syrinx-train",
            dependencies: [
                "SpeechTraining", "PolyphoneTraining", "SpeechText", "ChineseLexicon",
                "TensorRuntime", "CGlibc",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: rules),
        target(
            "SpeechCorpus",
            imports: [
                "AudioFile", "AudioSignal", "AudioFeatures", "SpeechText", "TensorRuntime",
                "SpeechRecognition",
            ]),

        // Tokens of text and speech models
        target("SpeechTokens", imports: ["StrictJSON", "CICU"]),

        // Others' recognisers, as processes
        target(
            "SpeechRecognition",
            imports: [
                "AudioSignal", "CGlibc",
                .product(name: "Subprocess", package: "swift-subprocess"),
            ]),

        target(
            "SpeechEvaluation",
            imports: [
                "AudioSignal", "AudioFeatures", "SpeechText", "ModelBlocks", "TensorRuntime",
                "SpeechRecognition", "CICU",
            ]),

        // Contracts, plan, schedule
        target("SpeechModel", imports: ["AudioSignal", "SpeechText"]),
        target("SpeechPlan", imports: ["SpeechText", "SpeechModel", "AudioSignal"]),
        target(
            "SpeechSchedule", imports: ["SpeechPlan", "SpeechModel", "SpeechText", "AudioSignal"]),

        // Families
        door(
            "CFlite",
            to: [
                "flite_cmu_us_kal16", "flite_cmu_us_slt", "flite_cmu_us_rms", "flite_cmu_us_awb",
                "flite_usenglish", "flite_cmulex", "flite",
            ]),
        target(
            "EnglishLexicon", path: "Sources/Languages/EnglishLexicon",
            imports: ["SpeechText", "CFlite"]),
        // Chinese words and readings, embedded by its C file.
        .target(
            name: "CMandarinWords", path: "Sources/Languages/MandarinWords",
            exclude: [
                "LICENSES.txt", "README.md", "mandarin.bin", "polyphones.bin", "supplement.txt",
            ]),
        target(
            "ChineseLexicon", path: "Sources/Languages/ChineseLexicon",
            imports: ["SpeechText", "CMandarinWords"]),
        target(
            "PolyphoneTraining", path: "Sources/Languages/PolyphoneTraining",
            imports: ["SpeechText"]),
        door("CMeCab", to: ["mecab"]),
        target(
            "JapaneseDictionary", path: "Sources/Languages/JapaneseDictionary",
            imports: ["SpeechText", "SpeechModel", "CMeCab"]),
        door("CGlibc", to: []),
        target(
            "SystemVoices", path: "Sources/Families/SystemVoices",
            imports: [
                "SpeechModel", "SpeechText", "AudioSignal", "JapaneseDictionary", "CFlite", "CICU",
                "CGlibc",
                .product(name: "Subprocess", package: "swift-subprocess"),
            ]),

        // Wren's trained weights, embedded by its C file.
        .target(
            name: "CWrenVoices", path: "Sources/Families/WrenVoices",
            exclude: ["English", "Eastern"]),
        target(
            "Wren", path: "Sources/Families/Wren",
            imports: [
                "SpeechModel", "SpeechText", "AudioSignal", "EnglishLexicon", "ChineseLexicon",
                "JapaneseDictionary", "ModelBlocks", "Vocoding", "TensorRuntime", "CWrenVoices",
            ]),

        // Target voices of conversion, kept
        target(
            "VoiceLibrary",
            imports: [
                "SpeechModel", "AudioSignal", "AudioFeatures", "TensorRuntime", "StrictJSON",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Crypto", package: "swift-crypto"),
            ]),

        // The front door
        target(
            "SpeechEngine",
            imports: [
                "SpeechText", "SpeechPlan", "SpeechSchedule", "SpeechModel", "AudioSignal",
                "AudioFile", "SystemVoices", "Wren", "TensorRuntime", "TOMLKit",
            ]),

        // Voice conversion as command line and server use it
        target(
            "ConversionEngine",
            imports: [
                "VoiceConversion", "VoiceLibrary", "SpeechEngine", "SpeechModel", "SpeechText",
                "ModelBlocks",
                "TensorRuntime", "AudioFile", "AudioSignal",
            ]),

        // The server
        target(
            "SpeechJobs",
            imports: [
                "SpeechEngine", "SpeechSchedule", "SpeechModel", "SpeechPlan", "SpeechText",
                "AudioFile", "AudioSignal",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        // The page's files and the OpenAPI document, embedded by its C files.
        .target(name: "SpeechWeb", exclude: ["Page", "openapi.json", "package.json"]),
        target(
            "SpeechServer",
            imports: [
                "SpeechEngine", "SpeechJobs", "SpeechModel", "SpeechPlan", "SpeechSchedule",
                "SpeechText", "AudioFile", "AudioSignal", "StrictJSON", "SpeechWeb", "CGlibc",
                "ConversionEngine", "VoiceConversion", "VoiceLibrary", "ModelBlocks",
                "TensorRuntime",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]),
        .executableTarget(
            name: "syrinx",
            dependencies: [
                "SpeechServer", "SpeechEngine", "SpeechText", "SpeechPlan", "SpeechSchedule",
                "SpeechModel", "SpeechCorpus", "SpeechEvaluation", "SpeechRecognition",
                "SystemVoices", "EnglishLexicon", "ChineseLexicon", "JapaneseDictionary",
                "ModelBlocks", "Vocoding", "VoiceConversion", "VoiceLibrary", "ConversionEngine",
                "TensorRuntime",
                "AudioSignal",
                "AudioFeatures",
                "AudioFile", "CGlibc",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ],
            swiftSettings: rules),

        // Tests
        // A malloc that counts, for the tests' program.
        .target(name: "CAllocations", path: "Tests/Doors/CAllocations"),
        target("SpeechTesting", imports: ["SpeechModel", "SpeechText", "AudioSignal"]),
        tests("StrictJSONTests", imports: ["StrictJSON"]),
        tests("AudioSignalTests", imports: ["AudioSignal"]),
        tests(
            "AudioFileTests", imports: ["AudioFile", "AudioSignal"], resources: [.copy("Golden")]),
        tests(
            "AudioFeaturesTests", imports: ["AudioFeatures", "AudioSignal"],
            resources: [.copy("Golden")]),
        tests(
            "SpeechTrainingTests", imports: ["SpeechTraining", "ModelBlocks", "TensorRuntime"],
            resources: [.copy("Golden")]),
        tests(
            "SpeechCorpusTests",
            imports: [
                "SpeechCorpus", "SpeechTraining", "AudioFile", "AudioSignal", "AudioFeatures",
                "TensorRuntime", "SpeechRecognition", "SpeechText",
            ]),
        tests("SpeechRecognitionTests", imports: ["SpeechRecognition", "AudioSignal"]),
        tests(
            "TensorRuntimeTests", imports: ["TensorRuntime"], resources: [.copy("Golden")]),
        tests("SpeechTextTests", imports: ["SpeechText"]),
        tests(
            "EnglishLexiconTests", imports: ["EnglishLexicon", "SpeechText", "CFlite"],
            resources: [.copy("Golden")]),
        tests(
            "ChineseLexiconTests",
            imports: ["ChineseLexicon", "EnglishLexicon", "SpeechText", "CMandarinWords"],
            resources: [.copy("Golden")]),
        tests(
            "PolyphoneTrainingTests",
            imports: ["PolyphoneTraining", "ChineseLexicon", "SpeechText"]),
        tests(
            "JapaneseDictionaryTests",
            imports: ["JapaneseDictionary", "EnglishLexicon", "SpeechText", "SpeechModel"],
            resources: [.copy("Golden")]),
        tests(
            "SpeechTokensTests", imports: ["SpeechTokens"], resources: [.copy("Golden")]),
        tests(
            "ModelBlocksTests",
            imports: [
                "ModelBlocks", "AudioFeatures", "Vocoding", "VoiceConversion", "TensorRuntime",
                "CAllocations",
            ],
            resources: [.copy("Golden")]),
        tests(
            "SpeechEvaluationTests",
            imports: [
                "SpeechEvaluation", "SpeechRecognition", "SpeechText", "AudioFeatures", "AudioFile",
                "AudioSignal", "ModelBlocks", "TensorRuntime",
            ],
            resources: [.copy("Golden")]),
        tests(
            "SpeechPlanTests",
            imports: ["SpeechPlan", "SpeechText", "SpeechModel", "AudioSignal", "SpeechTesting"]),
        tests(
            "SpeechScheduleTests",
            imports: [
                "SpeechSchedule", "SpeechPlan", "SpeechModel", "SpeechText", "AudioSignal",
                "SpeechTesting",
            ]),
        tests(
            "SystemVoicesTests",
            imports: [
                "SystemVoices", "SpeechModel", "SpeechText", "AudioSignal", "SpeechTesting",
                "EnglishLexicon", "JapaneseDictionary", "CFlite",
            ]),
        tests(
            "WrenTests",
            imports: [
                "Wren", "SpeechModel", "SpeechText", "AudioSignal", "ModelBlocks", "TensorRuntime",
                "SpeechTesting",
            ]),
        tests(
            "VoiceLibraryTests",
            imports: [
                "VoiceLibrary", "SpeechModel", "AudioSignal", "AudioFile", "TensorRuntime",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        tests(
            "SpeechEngineTests",
            imports: [
                "SpeechEngine", "SpeechPlan", "SpeechSchedule", "SpeechModel", "SpeechText",
                "AudioSignal", "AudioFile", "TensorRuntime", "SpeechTesting",
            ]),
        tests(
            "SpeechJobsTests",
            imports: [
                "SpeechJobs", "SpeechEngine", "SpeechModel", "SpeechPlan", "SpeechSchedule",
                "SpeechText", "AudioFile", "AudioSignal", "SpeechTesting",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        tests(
            "SpeechServerTests",
            imports: [
                "SpeechServer", "SpeechJobs", "SpeechEngine", "SpeechModel", "SpeechPlan",
                "SpeechSchedule", "SpeechText", "AudioSignal", "AudioFile", "SpeechTesting",
                "ModelBlocks", "TensorRuntime",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
            ]),
        tests("CommandLineTests", imports: ["ModelBlocks", "TensorRuntime"]),
    ]
)
