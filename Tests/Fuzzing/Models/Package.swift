// swift-tools-version: 6.2
// Searches for files of models that do harm when they are loaded. A package of its own, built with the fuzzer's instrumentation
// only on demand; from the project's root:
//
//     swift build -c release --package-path Tests/Fuzzing/Models --scratch-path .build-fuzz/models -Xswiftc -sanitize=fuzzer
//     mkdir -p .build-fuzz/corpus
//     .build-fuzz/models/release/ModelFuzzer -max_total_time=60 -rss_limit_mb=2048 -timeout=10 -max_len=65536 .build-fuzz/corpus
import PackageDescription

let package = Package(
    name: "framerill-fuzzing",
    dependencies: [.package(name: "framerill", path: "../../..")],
    targets: [
        .systemLibrary(name: "CFuzzer"),
        .executableTarget(
            name: "ModelFuzzer",
            dependencies: [
                "CFuzzer", .product(name: "Keras", package: "framerill"), .product(name: "NeuralNetwork", package: "framerill"),
            ],
            swiftSettings: [.swiftLanguageMode(.v6)],
            // gold, the usual linker, fails on the instrumented code.
            linkerSettings: [.unsafeFlags(["-use-ld=lld"])]),
    ]
)
