// swift-tools-version: 6.2
// Many items through a long pipeline, watching the memory; a package of its own, because it takes minutes. See `run`.
import PackageDescription

let package = Package(
    name: "framerill-soak",
    dependencies: [.package(name: "framerill", path: "../..")],
    targets: [
        .executableTarget(
            name: "Soak", dependencies: [.product(name: "Dataflow", package: "framerill")],
            swiftSettings: [.swiftLanguageMode(.v6)])
    ]
)
