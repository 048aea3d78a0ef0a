import Foundation
import TestMaterial
import Testing

@Suite("the README")
struct ReadmeTests {
    @Test("shows a stage's test that is compiled and run as it stands there")
    func stageTest() throws {
        let readme = try String(contentsOfFile: Project.path("README.md"), encoding: .utf8)
        let test = try String(contentsOfFile: Project.path("Tests/DocumentationTests/StageTest.swift"), encoding: .utf8)
        #expect(
            readme.contains("```swift\n\(test)```\n"), "copy Tests/DocumentationTests/StageTest.swift into the README, or back")
    }
}
