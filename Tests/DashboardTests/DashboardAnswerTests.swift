import Dashboard
import Dataflow
import DataflowTesting
import Foundation
import Testing

@Suite("What the dashboard answers")
struct DashboardAnswerTests {
    @Test("the page loads nothing from elsewhere")
    func page() throws {
        let answer = try #require(try DashboardAnswer(path: "/", control: RunControl(), pipeline: "test"))
        let page = String(decoding: answer.body, as: UTF8.self)
        #expect(answer.contentType == "text/html; charset=utf-8")
        #expect(page.contains("snapshot.json"))
        #expect(!page.contains("http"))
    }

    @Test("before the run has begun the counts are null")
    func before() throws {
        let answer = try #require(try DashboardAnswer(path: "/snapshot.json", control: RunControl(), pipeline: "test"))
        #expect(String(decoding: answer.body, as: UTF8.self) == "null")
    }

    @Test("the counts are those of the run")
    func counts() async throws {
        let control = RunControl()
        let sink = ProbeSink<Int>()
        let report = try await Pipeline {
            CountingSource(count: 12)
            sink
        }.run(control: control)
        expectConserved(report)
        let answer = try #require(try DashboardAnswer(path: "/snapshot.json", control: control, pipeline: "test"))
        let snapshot = try JSONDecoder().decode(RunSnapshot.self, from: answer.body)
        #expect(snapshot.stored == 12)
        #expect(snapshot.parts.map(\.name) == report.parts.map(\.name))
    }

    @Test("there is nothing at other paths")
    func elsewhere() throws {
        #expect(try DashboardAnswer(path: "/../etc/passwd", control: RunControl(), pipeline: "test") == nil)
    }
}
