import Dataflow
import DataflowService
import DataflowTesting
import Logging
import ServiceLifecycle
import Testing

@Suite("A pipeline as a service", .timeLimit(.minutes(5)))
struct PipelineServiceTests {
    private let sink = ProbeSink<Int>()
    private let reports = BoundedChannel<RunReport>(capacity: 1)

    private func group(over source: ProbeSource<Int>) -> ServiceGroup {
        let sink = sink
        let service = PipelineService { [reports] control in
            let report = try await Pipeline {
                source
                sink
            }.run(control: control)
            _ = reports.offer(report)
        }
        return ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [.init(service: service, successTerminationBehavior: .gracefullyShutdownGroup)],
                logger: .current))
    }

    @Test("a graceful shutdown stops the run, and the group ends when it has drained")
    func shutdown() async throws {
        let source = ProbeSource<Int>("camera")
        let group = group(over: source)
        async let running: Void = group.run()
        await source.send(1)
        try await sink.wait(for: 1)
        await group.triggerGracefulShutdown()
        try await running
        let report = try #require(try await reports.receive())
        #expect((report.ending, report.stored) == (.stopped, 1))
        #expect(sink.endings == [.finished])
        expectConserved(report)
    }

    @Test("a shutdown before the start is not forgotten")
    func early() async throws {
        let group = group(over: ProbeSource<Int>("camera"))
        await group.triggerGracefulShutdown()
        try await group.run()
        let report = try #require(try await reports.receive())
        #expect((report.ending, report.emitted) == (.stopped, 0))
    }

    @Test("a pipeline that comes to its end ends the group")
    func end() async throws {
        let group = group(over: await ProbeSource("probe", [1, 2, 3]))
        try await group.run()
        #expect(try await reports.receive()?.ending == .finished)
        #expect(sink.stored == [1, 2, 3])
    }

    @Test("a failure of the pipeline is the group's")
    func failure() async throws {
        let service = PipelineService { control in
            _ = try await Pipeline {
                CountingSource(count: 3)
                ProbeSink<Int>().failing(Fault(.throwing, at: 1))
            }.run(control: control)
        }
        await #expect(throws: RunFailure.self) { try await ServiceGroup(services: [service]).run() }
    }
}
