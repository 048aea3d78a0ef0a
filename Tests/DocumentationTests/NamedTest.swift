import Foundation
import TestMaterial

/// A test as its source names it.
struct NamedTest {
    /// Below `Tests`.
    let file: String
    /// The name of the first suite in the file.
    let suite: String
    let name: String

    /// All tests of the project, by file and by their places in it.
    static func all() throws -> [NamedTest] {
        let folder = Project.path("Tests")
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix("Tests.swift") }.sorted()
        return try files.flatMap { file -> [NamedTest] in
            let text = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
            let suite = text.firstMatch(of: /@Suite\(\s*"((?:[^"\\]|\\.)*)"/).map { plain($0.1) } ?? file
            return text.matches(of: /@Test\(\s*"((?:[^"\\]|\\.)*)"/).map {
                NamedTest(file: file, suite: suite, name: plain($0.1))
            }
        }
    }

    private static func plain(_ literal: Substring) -> String { String(literal.replacing("\\\"", with: "\"")) }
}
