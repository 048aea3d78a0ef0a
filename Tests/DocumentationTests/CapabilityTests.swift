import Foundation
import TestMaterial
import Testing

@Suite("the page of capabilities")
struct CapabilityTests {
    private static let path = Project.path("Sources/Dataflow/Dataflow.docc/Capabilities.md")

    private static func page() throws -> String {
        let tests = try NamedTest.all()
        let rows = Capability.all.map { capability in (capability.name, tests.filter(capability.covers)) }
        let table = rows.map { name, tests in
            let suites = tests.reduce(into: [String]()) { if !$0.contains($1.suite) { $0.append($1.suite) } }
            return "| \(name) | \(tests.isEmpty ? "**gap**" : "\(tests.count)") | \(suites.joined(separator: "; ")) |"
        }
        let lists = rows.filter { !$0.1.isEmpty }.map { name, tests in
            "### \(name)\n\n" + tests.map { "- \($0.suite): \($0.name)" }.joined(separator: "\n")
        }
        return """
            # Capabilities and their tests

            What the product can do, and the tests that say so.

            ## Overview

            This page is made of the tests' own names, by `make capabilities`. What has no test is a gap.

            | capability | tests | suites |
            |---|---|---|
            \(table.joined(separator: "\n"))

            ## The tests

            \(lists.joined(separator: "\n\n"))

            """
    }

    @Test("is what the tests' names make of it")
    func page() throws {
        let page = try Self.page()
        if ProcessInfo.processInfo.environment["FRAMERILL_WRITE_CAPABILITIES"] != nil {
            try page.write(toFile: Self.path, atomically: true, encoding: .utf8)
        }
        let committed = try? String(contentsOfFile: Self.path, encoding: .utf8)
        #expect(committed == page, "the tests have changed: run `make capabilities` and commit the page")
    }
}
