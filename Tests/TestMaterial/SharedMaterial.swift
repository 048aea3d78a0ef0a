public import Foundation

/// The folder `shared` beside the project: real weights, photographs and reference answers. It isn't part of the project, so
/// a test that needs it carries `.enabled(if: SharedMaterial.isPresent, SharedMaterial.absence)` and is shown as skipped where
/// it is absent.
public enum SharedMaterial {
    public static let folder = Project.folder.deletingLastPathComponent().appending(path: "shared")
    public static let isPresent = FileManager.default.fileExists(atPath: folder.appending(path: "fixtures").path)
    /// What the runner prints of a skipped test.
    public static let absence = "skipped: needs ../shared beside the project"

    /// The path of a file below `../shared`, for example `models/framerill-road.h5`.
    public static func path(_ relative: String) -> String { folder.appending(path: relative).path }
}

public enum Project {
    /// The project's root, where `Package.swift` lies.
    public static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The path of a file below the root, for example `data/frames`.
    public static func path(_ relative: String) -> String { folder.appending(path: relative).path }
}
