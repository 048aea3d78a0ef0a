// swift-tools-version: 6.2
// Searches for files of models that do harm when they are loaded. A package of its own, built with the fuzzer's instrumentation
// only on demand: `make fuzz-models`.
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
