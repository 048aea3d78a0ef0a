import Keras
import NeuralNetwork

/// What `framerill bench` has measured. Times are in milliseconds, memory in bytes, arithmetic in multiplications and additions.
struct BenchReport: Encodable {
    let precision: String
    let inputs: [[Int]]
    let threads: Int
    let machine: String
    let loading: Double
    let compiling: Double
    /// With the mapping of its weights, or the packing of them.
    let firstRun: Double
    let latency: BenchLatency
    /// Of one run.
    let arithmetic: Int
    /// A second, in the median run and at most.
    let speed: Double
    let peak: Double
    let arenaBytes: Int
    let weightBytes: Int
    /// Of the weights, those that an earlier process packed.
    let mappedWeightBytes: Int
    let layers: [Layer]

    struct Layer: Encodable {
        let layer: String
        let operation: String
        let implementation: String
        let time: Double
        let arithmetic: Int
    }

    init(shapes: [[Int]], runs: Int, precision: PlanOptions.Precision, load: () throws -> Model) throws {
        let clock = ContinuousClock()
        let began = clock.now
        let model = try load()
        let loaded = clock.now
        let plan = try model.plan(for: shapes)
        let compiled = clock.now
        let tensors = shapes.map { shape in
            Tensor(shape: shape) { elements in
                for index in elements.indices { elements[index] = Float(index % 251) / 251 }
            }
        }
        func time() throws -> Double { try clock.measure { _ = try plan.run(tensors) } / .milliseconds(1) }
        self.precision = precision.rawValue
        inputs = shapes
        threads = plan.threads
        machine = ArithmeticPeak.machine
        loading = (loaded - began) / .milliseconds(1)
        compiling = (compiled - loaded) / .milliseconds(1)
        firstRun = try time()
        // Weights that grow are packed for good by the second run.
        _ = try time()
        // What it writes then would take time from the runs.
        WeightCache.standard?.finishWriting()
        latency = BenchLatency(try (0..<runs).map { _ in try time() })
        layers = try plan.timeOperations(tensors, runs: min(runs, 10)).map {
            Layer(
                layer: $0.layer, operation: $0.operation, implementation: $0.implementation, time: $0.time / .milliseconds(1),
                arithmetic: $0.arithmetic)
        }
        arithmetic = plan.arithmetic
        speed = Double(arithmetic) / latency.median * 1000
        peak = try ArithmeticPeak.measure(threads: threads)
        let memory = plan.memory
        (arenaBytes, weightBytes, mappedWeightBytes) = (memory.arenaBytes, memory.heldWeightBytes, memory.mappedWeightBytes)
    }
}

/// Milliseconds of the timed runs: a percentile is the least time that so many runs did not exceed.
struct BenchLatency: Encodable {
    let runs: Int
    let least, mean, median, p90, p95, p99, most: Double

    /// - Parameter times: at least one.
    init(_ times: [Double]) {
        let sorted = times.sorted()
        func percentile(_ share: Double) -> Double { sorted[max(0, Int((share * Double(sorted.count)).rounded(.up)) - 1)] }
        runs = sorted.count
        (least, most, mean) = (sorted[0], sorted[sorted.count - 1], sorted.reduce(0, +) / Double(sorted.count))
        (median, p90, p95, p99) = (percentile(0.5), percentile(0.9), percentile(0.95), percentile(0.99))
    }
}
