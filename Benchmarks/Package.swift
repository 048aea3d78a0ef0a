// swift-tools-version: 6.2
// Benchmarks of Framerill against its peers; a package of its own, so that the peers are no dependencies of the product.
import PackageDescription

let package = Package(
    name: "framerill-benchmarks",
    dependencies: [
        .package(name: "framerill", path: ".."),
        .package(url: "https://github.com/apple/swift-async-algorithms", from: "1.1.4"),
    ],
    targets: [
        // Channels and pipelines of empty stages, beside swift-async-algorithms.
        .executableTarget(
            name: "DataflowBenchmarks",
            dependencies: [
                .product(name: "Dataflow", package: "framerill"),
                .product(name: "AsyncAlgorithms", package: "swift-async-algorithms"),
            ]),
        // Networks in the engine; peers/compare_inference.py times other engines beside it.
        .executableTarget(
            name: "InferenceBenchmarks",
            dependencies: [
                .product(name: "Keras", package: "framerill"), .product(name: "NeuralNetwork", package: "framerill"),
                "CAllocations",
            ]),
        // A step of training; peers/compare_training.py times TensorFlow beside it.
        .executableTarget(
            name: "TrainingBenchmarks",
            dependencies: [
                .product(name: "Keras", package: "framerill"), .product(name: "NeuralNetwork", package: "framerill"),
                .product(name: "Training", package: "framerill"),
            ]),
        // Counts allocations: the tests' target, for a package can't name what isn't below it.
        .target(name: "CAllocations"),
        // Images from file to tensor and back; peers/compare_imaging.py times Pillow beside it.
        .executableTarget(name: "ImagingBenchmarks", dependencies: [.product(name: "Imaging", package: "framerill")]),
        // From a detector's output to its detections; peers/compare_vision.py times NumPy beside it.
        .executableTarget(
            name: "VisionBenchmarks",
            dependencies: [
                .product(name: "NeuralNetwork", package: "framerill"), .product(name: "Vision", package: "framerill"),
            ]),
    ]
)
