import Dataflow
import DataflowTesting

/// Stages for graphs of numbers.
func apply(_ name: String, _ body: @escaping @Sendable (Int) async throws -> Int?) -> Configured<Apply<Int, Int>> {
    Apply { (number: Int) in try await body(number) }.named(name)
}

func same(_ name: String) -> Configured<Apply<Int, Int>> { apply(name) { $0 } }

/// A transform that does so many pauses for a number, so that branches overtake each other.
func dawdle(_ name: String, _ factor: Int) -> Configured<Apply<Int, Int>> {
    apply(name) { number in
        for _ in 0..<(number * factor % 11) { await Task.yield() }
        return number
    }
}
