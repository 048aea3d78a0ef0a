import NeuralNetwork
import Testing

@Suite("tensors")
struct TensorTests {
    @Test("what is written to a copy doesn't show in the original")
    func copyOnWrite() {
        let original = Tensor(shape: [2, 3], values: [1, 2, 3, 4, 5, 6])
        var copy = original
        copy.withMutableElements { $0[0] = 9 }
        #expect(original.values == [1, 2, 3, 4, 5, 6])
        #expect(copy.values == [9, 2, 3, 4, 5, 6])
        #expect(original != copy)
    }

    @Test("a reshaped tensor has the same elements")
    func reshaped() {
        let tensor = Tensor(shape: [2, 3], values: [1, 2, 3, 4, 5, 6])
        #expect(tensor.reshaped(to: [3, 2]).values == tensor.values)
        #expect(tensor.reshaped(to: [3, 2]) != tensor)
        #expect(tensor.reshaped(to: [6]).count == 6)
    }

    @Test("memory lies on 64 bytes, and what isn't written is zero")
    func memory() {
        let tensor = Tensor(shape: [5, 7])
        let address = tensor.withElements { Int(bitPattern: $0.baseAddress!) }
        #expect(address % 64 == 0)
        #expect(tensor.values.allSatisfy { $0 == 0 })
        #expect(Tensor(shape: [], values: [3]).count == 1)
    }
}

@Suite("graphs")
struct GraphTests {
    @Test("shapes stay open until a plan closes them")
    func openShapes() throws {
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [nil, nil, 8, 3])
        let y = try graph.convolution(x, kernel: Tensor(shape: [3, 3, 3, 4]), strides: (2, 2), padding: .same)
        #expect(graph.shape(of: y) == [nil, nil, 4, 4])
        let (flat, pooled) = (try graph.flatten(y), try graph.globalPooling(y, .average))
        let (joined, turned) = (try graph.concatenate([y, y]), try graph.transpose(y, permutation: [0, 3, 1, 2]))
        let shapes = [flat, pooled, joined, turned].map { graph.shape(of: $0) }
        #expect(shapes == [[nil, nil], [nil, 4], [nil, nil, 4, 8], [nil, 4, nil, 4]])
        try graph.output(y, name: "y")
        #expect(try Plan(graph, inputShapes: [[2, 9, 8, 3]]).outputs[0].shape == [2, 5, 4, 4])
    }
}
