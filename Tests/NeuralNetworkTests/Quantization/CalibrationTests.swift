import NeuralNetwork
import Testing

@Suite("calibration")
struct CalibrationTests {
    /// A convolution that passes its input on, and one behind it.
    private func chain() throws -> Graph {
        var graph = Graph()
        let x = try graph.input(name: "image", shape: [nil, 4, 4, 1])
        let unit = Tensor(shape: [1, 1, 1, 1], values: [1])
        let a = try graph.convolution(x, kernel: unit.noted(WeightNotes(name: "first")))
        let b = try graph.activation(a, .relu())
        let c = try graph.convolution(b, kernel: unit.noted(WeightNotes(name: "second")))
        try graph.output(graph.convolution(c, kernel: unit.noted(WeightNotes(name: "third"))), name: "y")
        return graph
    }

    @Test("the first and the last convolution are told from those between")
    func places() throws {
        let places = try chain().convolutionPlaces
        #expect(places.map(\.kernel) == ["first", "second", "third"])
        #expect(places.map(\.isFirst) == [true, false, false])
        #expect(places.map(\.isLast) == [false, false, true])
    }

    @Test("ranges reach from the least to the greatest of all samples")
    func minMax() throws {
        var calibration = try Calibration(chain(), inputShapes: [[1, 4, 4, 1]]) { _ in true }
        try calibration.observe([Tensor(shape: [1, 4, 4, 1], values: (0..<16).map { Float($0) - 4 })])
        try calibration.observe([Tensor(shape: [1, 4, 4, 1], values: (0..<16).map { Float($0) / 16 })])
        let ranges = calibration.ranges(.minMax)
        #expect(ranges == ["first": -4...11, "second": 0...11, "third": 0...11])
    }

    @Test("a percentile leaves the rarest numbers out")
    func percentile() throws {
        var calibration = try Calibration(chain(), inputShapes: [[1, 4, 4, 1]]) { $0.kernel == "second" }
        // 1600 numbers, one of them 1000 times as large as the others.
        for sample in 0..<100 {
            let values = (0..<16).map { sample == 50 && $0 == 3 ? Float(1000) : Float($0) / 16 }
            try calibration.observe([Tensor(shape: [1, 4, 4, 1], values: values)])
        }
        #expect(calibration.ranges(.minMax)["second"] == 0...1000)
        let range = try #require(calibration.ranges(.percentile(99.9))["second"])
        // The bins have become as wide as 1000 / 2048 or a little more.
        #expect(range.lowerBound == 0 && range.upperBound >= 15.0 / 16 && range.upperBound < 3)
        #expect(calibration.ranges(.percentile(100))["second"]?.upperBound == 1000)
    }

    @Test("NaN is refused, with the kernel that would read it")
    func notANumber() throws {
        var calibration = try Calibration(chain(), inputShapes: [[1, 4, 4, 1]]) { $0.kernel != "first" }
        #expect(throws: CalibrationError.notANumber(kernel: "second")) {
            try calibration.observe([Tensor(shape: [1, 4, 4, 1], values: [Float](repeating: .infinity, count: 16))])
        }
    }
}
