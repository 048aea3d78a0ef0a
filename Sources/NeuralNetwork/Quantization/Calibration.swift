/// Sees what goes into the convolutions of a model on samples, so that they can be computed with whole numbers.
///
/// The convolutions are those whose kernels carry notes with a name; see ``ranges(_:)``.
package struct Calibration {
    /// How a range is made of what was seen.
    package enum Method: Sendable, Hashable {
        /// From the least number to the greatest.
        case minMax
        /// As large as so many percent of the numbers ask for, by magnitude; the others are clipped.
        case percentile(Double)
    }

    private let plan: Plan
    /// The places among the plan's outputs, and the kernels that read each.
    private let watched: [(output: Int, kernels: [String])]
    private var histograms: [MagnitudeHistogram]

    /// Compiles `graph` so that it also gives what the convolutions read.
    ///
    /// - Parameter includes: whether the convolution at a place is of interest.
    package init(_ graph: Graph, inputShapes: [[Int]], threads: Int? = nil, includes: (ConvolutionPlace) -> Bool) throws {
        var graph = graph
        var places: [Graph.Value: Int] = [:]
        var watched: [(output: Int, kernels: [String])] = []
        for convolution in graph.convolutionPlaces where includes(convolution) {
            if let place = places[convolution.input] {
                watched[place].kernels.append(convolution.kernel)
                continue
            }
            places[convolution.input] = watched.count
            watched.append((graph.outputs.count, [convolution.kernel]))
            try graph.output(convolution.input, name: "calibration of \(convolution.kernel) \(graph.outputs.count)")
        }
        self.watched = watched
        histograms = watched.map { _ in MagnitudeHistogram() }
        plan = try Plan(graph, inputShapes: inputShapes, options: PlanOptions(precision: .exact, threads: threads))
    }

    /// Takes one input of the model into account.
    ///
    /// - Throws: `GraphError`; `CalibrationError.notANumber` where a convolution is given NaN or infinity.
    package mutating func observe(_ tensors: [Tensor]) throws {
        let results = try plan.run(tensors)
        for index in watched.indices {
            let isFinite = results[watched[index].output].withElements { histograms[index].add($0) }
            guard isFinite else { throw CalibrationError.notANumber(kernel: watched[index].kernels[0]) }
        }
    }

    /// For each kernel, by its name, what its inputs lie in.
    package func ranges(_ method: Method) -> [String: ClosedRange<Float>] {
        var ranges: [String: ClosedRange<Float>] = [:]
        for (place, histogram) in zip(watched, histograms) {
            let range = histogram.range(method)
            for kernel in place.kernels {
                // Of a layer that is used twice, what both uses need.
                let known = ranges[kernel] ?? range
                ranges[kernel] = min(known.lowerBound, range.lowerBound)...max(known.upperBound, range.upperBound)
            }
        }
        return ranges
    }
}

package enum CalibrationError: Error, Equatable {
    case notANumber(kernel: String)
}

extension KernelQuantization {
    /// The scales with which the largest weight of each filter becomes the largest whole number.
    ///
    /// - Parameter filters: how many of them lie side by side.
    package init(_ kernel: Tensor, filters: Int, inputRange: ClosedRange<Float>) throws {
        var largest = [Float](repeating: 0, count: filters)
        try kernel.loaded().withElements { elements in
            for start in stride(from: 0, to: elements.count, by: filters) {
                for filter in 0..<filters { largest[filter] = max(largest[filter], abs(elements[start + filter])) }
            }
        }
        self.init(inputRange: inputRange, scales: largest.map { $0 > 0 ? max($0 / Float(Self.limit), .leastNormalMagnitude) : 1 })
    }
}
