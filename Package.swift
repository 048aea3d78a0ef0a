// swift-tools-version: 6.2
// The architecture of Framerill, lowest target first. Each line says what the target is and what it may import;
// the build refuses any import that does not stand here.
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

func library(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(of name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.byName(name: name), "TestMaterial"] + dependencies, exclude: exclude,
        swiftSettings: strict)
}

let deque: Target.Dependency = .product(name: "DequeModule", package: "swift-collections")
let orderedCollections: Target.Dependency = .product(name: "OrderedCollections", package: "swift-collections")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let serviceLifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let flyingFox: Target.Dependency = .product(name: "FlyingFox", package: "FlyingFox")
let flyingSocks: Target.Dependency = .product(name: "FlyingSocks", package: "FlyingFox")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "framerill",
    products: [
        .executable(name: "framerill", targets: ["framerill"]),
        .library(name: "Dataflow", targets: ["Dataflow"]),
        .library(name: "DataflowTesting", targets: ["DataflowTesting"]),
        .library(name: "DataflowLogging", targets: ["DataflowLogging"]),
        .library(name: "DataflowMetrics", targets: ["DataflowMetrics"]),
        .library(name: "HDF5", targets: ["HDF5"]),
        .library(name: "NeuralNetwork", targets: ["NeuralNetwork"]),
        .library(name: "Training", targets: ["Training"]),
        .library(name: "Datasets", targets: ["Datasets"]),
        .library(name: "Keras", targets: ["Keras"]),
        .library(name: "CourseModels", targets: ["CourseModels"]),
        .library(name: "Imaging", targets: ["Imaging"]),
        .library(name: "Vision", targets: ["Vision"]),
        .library(name: "VisionStages", targets: ["VisionStages"]),
        .library(name: "Feeding", targets: ["Feeding"]),
        .library(name: "PipelineFile", targets: ["PipelineFile"]),
        .library(name: "DataflowService", targets: ["DataflowService"]),
        .library(name: "Dashboard", targets: ["Dashboard"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
    ],
    targets: [
        // C libraries: a module map and the shim for what Swift can't import.
        .systemLibrary(name: "CHDF5", pkgConfig: "hdf5", providers: [.apt(["libhdf5-dev"])]),
        .systemLibrary(name: "COneDNN", providers: [.apt(["libdnnl-dev"])]),
        // Not by pkg-config, whose folder of the system's libraries would come before the oneDNN of `make test ONEDNN=…`.
        .systemLibrary(name: "CCairo", providers: [.apt(["libcairo2-dev"])]),
        // A square root that vector instructions can take, for Swift.
        .systemLibrary(name: "CSquareRoot"),
        // JPEG in and out over libjpeg, whose longjmp stays on the C side.
        .target(name: "CJPEG", linkerSettings: [.linkedLibrary("jpeg")]),
        // Resampling in vector instructions that are chosen at run time.
        .target(name: "CResample"),

        // Work divided among the threads of oneDNN's OpenMP team.
        .target(name: "CTeam"),
        // Winograd convolutions for several vector units, chosen at run time.
        .target(name: "CWinograd", dependencies: ["CTeam"]),
        // The same for whole numbers.
        .target(name: "CNarrowWinograd", dependencies: ["CTeam"]),
        // Direct convolutions, alike, and the pooling behind them.
        .target(name: "CDirect", dependencies: ["CTeam"]),
        // Convolutions of each channel by itself, alike.
        .target(name: "CDepthwise", dependencies: ["CTeam"]),

        // Stages, bounded channels, pipelines, runs, reports. Knows nothing of images.
        library("Dataflow", [deque]),
        // What a stage's test needs: probe source and sink, gate, manual clock, seeded schedule, faults, recordings, contract.
        library("DataflowTesting", ["Dataflow"]),
        // What happens in a run, told to a swift-log Logger.
        library("DataflowLogging", ["Dataflow", logging]),
        // A run's counts, queues and times, reported to swift-metrics.
        library("DataflowMetrics", ["Dataflow", metrics]),
        // Files, groups, datasets, attributes as Swift values.
        library("HDF5", ["CHDF5"]),
        // Tensors, a graph of operations, plans compiled to oneDNN primitives.
        library("NeuralNetwork", ["COneDNN", "CTeam", "CWinograd", "CNarrowWinograd", "CDirect", "CDepthwise"]),
        // Optimizers, losses, metrics, initialisers: plain arithmetic, no files and no layers.
        library("Training", ["NeuralNetwork", "CSquareRoot"]),
        // Layers and models of Keras, and their HDF5 files.
        library("Keras", ["Training", "NeuralNetwork", "HDF5", orderedCollections]),
        // The course's models, to read beside its Python.
        library("CourseModels", ["Keras"]),
        // Pixel buffers, JPEG and PNG, resizing, drawing.
        library("Imaging", ["CJPEG", "CCairo", "CResample"]),
        // Examples with labels in HDF5 files, read by rows, and made of folders of pictures.
        library("Datasets", ["Training", "NeuralNetwork", "HDF5", "Imaging"]),
        // Boxes, anchors, IoU, NMS, YOLO heads: plain algorithms, no dataflow.
        library("Vision", ["Keras", "Training", "NeuralNetwork", "Imaging"]),
        // The stages that a pipeline file can name, and their catalogue.
        library("VisionStages", ["Dataflow", "Vision", "Keras", "NeuralNetwork", "Imaging", "HDF5", grdb]),
        // Pipelines that feed a training, through a bounded channel of batches.
        library("Feeding", ["Dataflow", "Datasets", "Keras", "NeuralNetwork", "Imaging"]),
        // YAML plus a catalogue gives a checked pipeline; errors with line and column.
        library("PipelineFile", ["Dataflow", yams]),
        // A run as a service of swift-service-lifecycle.
        library("DataflowService", ["Dataflow", serviceLifecycle]),
        // A live web page over a run's counts, and metrics for Prometheus.
        library("Dashboard", ["Dataflow", flyingFox, flyingSocks]),
        // The command line.
        .executableTarget(
            name: "framerill",
            dependencies: [
                "PipelineFile", "VisionStages", "Dashboard", "DataflowLogging", "DataflowService", "Dataflow", "Vision",
                "Feeding", "Datasets", "Keras",
                "Training",
                "NeuralNetwork", "HDF5", "Imaging", argumentParser, serviceLifecycle, logging,
            ],
            swiftSettings: strict),

        // Renders the hands below data/signs.
        .executableTarget(name: "RenderSigns", dependencies: ["Training", "Imaging"], swiftSettings: strict),

        // Finds `../shared`, fixtures and temporary folders for the tests.
        .target(name: "TestMaterial", path: "Tests/TestMaterial", swiftSettings: strict),
        // Counts allocations, by taking malloc's place in the program that it is linked to.
        .target(name: "CAllocations", path: "Tests/CAllocations"),
        tests(of: "Dataflow", ["DataflowTesting", deque]),
        tests(
            of: "DataflowLogging",
            ["Dataflow", "DataflowTesting", logging, .product(name: "InMemoryLogging", package: "swift-log")]),
        tests(
            of: "DataflowMetrics",
            ["Dataflow", "DataflowTesting", metrics, .product(name: "MetricsTestKit", package: "swift-metrics")]),
        tests(of: "HDF5", [], exclude: ["References"]),
        tests(of: "NeuralNetwork", ["CAllocations"]),
        tests(of: "Training", ["NeuralNetwork", "HDF5"], exclude: ["References"]),
        tests(of: "Datasets", ["NeuralNetwork", "HDF5", "Imaging"]),
        tests(of: "Keras", ["NeuralNetwork", "HDF5"], exclude: ["References"]),
        tests(of: "CourseModels", ["Keras", "NeuralNetwork", "HDF5"]),
        tests(of: "Imaging", [], exclude: ["References"]),
        tests(of: "Vision", ["HDF5", "Keras", "NeuralNetwork", "Imaging"], exclude: ["References"]),
        tests(
            of: "VisionStages",
            ["Dataflow", "DataflowTesting", "PipelineFile", "Vision", "Keras", "NeuralNetwork", "Imaging", "HDF5", grdb]),
        tests(
            of: "Feeding",
            ["Dataflow", "DataflowTesting", "VisionStages", "Datasets", "Keras", "Training", "NeuralNetwork", "HDF5", "Imaging"]),
        tests(of: "PipelineFile", ["Dataflow", "DataflowTesting"]),
        tests(of: "Dashboard", ["Dataflow", "DataflowTesting"]),
        tests(of: "DataflowService", ["Dataflow", "DataflowTesting", serviceLifecycle, logging]),
        // Compares the README and the page of capabilities with the tests.
        .testTarget(
            name: "DocumentationTests", dependencies: ["TestMaterial", "Dataflow", "DataflowTesting"], swiftSettings: strict),
        // Runs the built command line, which is why it depends on it.
        .testTarget(
            name: "CommandLineTests", dependencies: ["TestMaterial", "HDF5", "Imaging", "framerill"], swiftSettings: strict),
    ]
)
