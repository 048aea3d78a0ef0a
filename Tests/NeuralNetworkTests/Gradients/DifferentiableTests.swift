import Foundation
import NeuralNetwork
import Testing

@Suite struct `Operations and their gradients` {
    /// Every operation that a graph can be built of.
    static let differentiable: [any NeuralNetwork.Operation.Type] = [
        AdaptivePooling.self, AxisInsertion.self, BatchNormalization.self, BatchStandardization.self, BlockRearrangement.self,
        Choice.self, Concatenation.self, Convolution.self, Crop.self, CumulativeSum.self, Dense.self, Einsum.self,
        Elementwise.self, ElementwiseActivation.self, ElementwiseMath.self, Gathering.self, L2Normalization.self,
        LocalConvolution.self, LocalResponseNormalization.self, MatrixProduct.self, Pad.self, Pairwise.self,
        ParametricRelu.self, Pooling.self, ProjectiveTransform.self, Recurrence.self, RecurrencePart.self, RecurrentCells.self,
        Reduction.self,
        Repetition.self, Reshape.self, Resizing.self, RowLookup.self, Selection.self, Softmax.self, Sorting.self,
        Sparsemax.self, Standardization.self, StepFolding.self, TransposedConvolution.self, TransposedVolumeConvolution.self,
        Transposition.self, Upsampling.self, VolumeConvolution.self, VolumePooling.self,
    ]

    /// Those that TensorFlow has no gradient for, or zeros: places, masks, extents, hashes, random numbers.
    static let free: [any NeuralNetwork.Operation.Type] = [
        BandMask.self, Extents.self, ExtremeIndex.self, Generation.self, HistogramEqualization.self, StepMask.self, TextHash.self,
    ]

    /// Those that no gradient comes to.
    static let apart: [any NeuralNetwork.Operation.Type] = [
        // They have no inputs.
        Constant.self, Input.self, VariableReading.self,
        // Results beside the first: the statistics that moving ones are made of, and what is left for gradients.
        Part.self,
        // Plans make them, of what was differentiated before.
        ChannelScaling.self, BatchStandardizationGradient.self,
    ]

    @Test func `Every operation has a gradient, or stands among those without`() throws {
        for type in Self.differentiable {
            #expect(type is any Differentiable.Type && !(type is any GradientFree.Type), "\(type)")
        }
        for type in Self.free { #expect(type is any GradientFree.Type, "\(type)") }
        for type in Self.apart { #expect(!(type is any Differentiable.Type), "\(type)") }
        let listed = (Self.differentiable + Self.free + Self.apart).map { "\($0)" }
        #expect(Set(listed).count == listed.count)
        #expect(try Self.declared() == listed.sorted())
    }

    /// The operations that the folders of the module declare.
    private static func declared() throws -> [String] {
        let root = #filePath.components(separatedBy: "/Tests/")[0]
        return try ["Graph", "Operations"].flatMap { folder in
            let path = "\(root)/Sources/NeuralNetwork/\(folder)"
            return try FileManager.default.contentsOfDirectory(atPath: path).sorted().flatMap { file in
                let text = try String(contentsOfFile: "\(path)/\(file)", encoding: .utf8)
                return text.split(separator: "\n").compactMap { line -> String? in
                    let words = line.split { " :,{".contains($0) }
                    guard let place = words.firstIndex(of: "struct"), words.count > place + 2,
                        words[(place + 2)...].contains(where: { ["Operation", "Fusable", "NumberPassing"].contains($0) })
                    else { return nil }
                    return String(words[place + 1])
                }
            }
        }.sorted()
    }

    @Test func `What only steps depend on has zeros`() throws {
        let shape = [2, 4]
        let functions: [(String, (inout Graph, Graph.Value) throws -> Graph.Value)] = [
            ("place", { try $0.extremeIndex($1, axis: 1) }), ("mask", { try $0.mask(ofVectors: $1, otherThan: 0) }),
            ("places", { try $0.sortedPlaces($1) }), ("floor", { try $0.math(.floor, $1) }),
            ("round", { try $0.math(.round, $1) }), ("sign", { try $0.math(.sign, $1) }),
            ("less", { try $0.pairwise(.less, $1, $0.number(0)) }), ("hash", { try $0.hashedText($1, bins: 5) }),
            ("band", { try $0.bandMask($1, PlaceBand(before: 1)) }),
        ]
        for (name, function) in functions {
            var graph = Graph()
            let x = try graph.input(name: "x", shape: shape.map { $0 })
            let steps = try function(&graph, x)
            let axes = Array(graph.shape(of: steps).indices)
            let loss = try graph.reshape(graph.reduction(steps, .sum, axes: axes, keepDimensions: true), toWhole: [1])
            try graph.output(graph.gradients(of: loss, withRespectTo: [x])[0], name: "gradient")
            let point = Tensor(shape: shape, values: [0.5, -1, 2, 3, 1, -2, 0.25, 4])
            #expect(try Plan(graph, inputShapes: [shape]).run([point])[0].values == Array(repeating: 0, count: 8), "\(name)")
        }
    }
}
