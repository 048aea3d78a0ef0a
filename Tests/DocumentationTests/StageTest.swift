import Dataflow
import DataflowTesting
import Testing

struct EvenNumbers: Transform {
    func transform(_ number: Int) async throws -> Int? { number.isMultiple(of: 2) ? number : nil }
}

@Test func evenNumbersPassInOrder() async throws {
    let sink = ProbeSink<Int>()
    let report = try await Pipeline {
        CountingSource(count: 10)
        EvenNumbers().workers(4)
        sink
    }.run()
    #expect(sink.stored == [0, 2, 4, 6, 8])
    expectConserved(report)
}
