import NeuralNetwork

extension Tensor {
    /// Multiplies each vector along some axes by a factor of its length.
    ///
    /// - Throws: `GraphError.mismatch` for axes that the tensor doesn't have.
    mutating func scaleVectors(
        along axes: [Int], for constraint: String, factor: (_ length: Float) -> Float
    ) throws(GraphError) {
        let shape = shape
        let places = Set(axes.map { $0 < 0 ? $0 + shape.count : $0 })
        guard !places.isEmpty, places.allSatisfy(shape.indices.contains) else {
            throw .mismatch(site: constraint, expected: "axes of \(shape)", found: "\(axes)")
        }
        // For each element the number of its vector.
        var vectors = [0]
        var count = 1
        for (axis, extent) in shape.enumerated() {
            let isInside = places.contains(axis)
            vectors = vectors.flatMap { vector in (0..<extent).map { isInside ? vector : vector * extent + $0 } }
            if !isInside { count *= extent }
        }
        withMutableElements { elements in
            var squares = [Double](repeating: 0, count: count)
            for (place, vector) in vectors.enumerated() { squares[vector] += Double(elements[place] * elements[place]) }
            let factors = squares.map { factor(Float($0).squareRoot()) }
            for (place, vector) in vectors.enumerated() { elements[place] *= factors[vector] }
        }
    }
}
