// swift-tools-version: 6.2
// The dataflow and its tests for ThreadSanitizer. `run` copies them beside this file into a build folder, with `ThreadMutex` for
// `Synchronization`.
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]
let deque: Target.Dependency = .product(name: "DequeModule", package: "swift-collections")

let package = Package(
    name: "framerill",
    dependencies: [.package(url: "https://github.com/apple/swift-collections", from: "1.6.0")],
    targets: [
        .target(name: "ThreadMutex", swiftSettings: strict),
        .target(name: "Dataflow", dependencies: ["ThreadMutex", deque], swiftSettings: strict),
        .target(name: "DataflowTesting", dependencies: ["Dataflow", "ThreadMutex"], swiftSettings: strict),
        .target(name: "TestMaterial", path: "Tests/TestMaterial", swiftSettings: strict),
        .testTarget(
            name: "DataflowTests", dependencies: ["Dataflow", "DataflowTesting", "TestMaterial", "ThreadMutex", deque],
            swiftSettings: strict),
    ]
)
