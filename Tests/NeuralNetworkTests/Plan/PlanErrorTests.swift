import NeuralNetwork
import Testing

@Suite("errors of plans and graphs")
struct PlanErrorTests {
    private func message(_ body: () throws -> Void) -> String {
        do {
            try body()
            return "no error"
        } catch {
            return "\(error)"
        }
    }

    private func graph() throws -> (Graph, Graph.Value) {
        var graph = Graph()
        let x = try graph.input(name: "image", shape: [nil, 8, 8, 3])
        return (graph, x)
    }

    @Test("a run with a tensor of another shape")
    func wrongShape() throws {
        var (graph, x) = try graph()
        try graph.output(graph.activation(x, .relu()), name: "y")
        let plan = try Plan(graph)
        #expect(
            message { _ = try plan.run([Tensor(shape: [2, 8, 8, 3])]) }
                == "input \"image\": expected a tensor of shape [1, 8, 8, 3], found [2, 8, 8, 3]")
        #expect(message { _ = try plan.run([]) } == "run: expected 1 tensor(s), found 0")
    }

    @Test("a plan for shapes that the graph doesn't admit")
    func wrongPlan() throws {
        var (graph, x) = try graph()
        #expect(message { _ = try Plan(graph) } == "plan: expected a graph with an output, found none")
        try graph.output(x, name: "y")
        #expect(
            message { _ = try Plan(graph, inputShapes: [[1, 9, 8, 3]]) }
                == "input \"image\": expected a shape [?, 8, 8, 3], found [1, 9, 8, 3]")
        #expect(message { _ = try Plan(graph, inputShapes: []) } == "plan: expected 1 input shape(s), found 0")
        #expect(
            message { _ = try Plan(graph, options: PlanOptions(threads: 0)) } == "plan: expected at least 1 thread, found 0")
    }

    @Test("a plan of open extents needs them given")
    func openExtents() throws {
        var graph = Graph()
        try graph.output(graph.input(name: "image", shape: [nil, nil, nil, 3]), name: "y")
        #expect(
            message { _ = try Plan(graph) }
                == "input \"image\": expected a shape that leaves only the batch open, or shapes given to the plan, found [?, ?, ?, 3]"
        )
    }

    @Test("a window that fits no concrete image is refused when the plan is made, with its layer")
    func concreteWindow() throws {
        var graph = Graph()
        let x = try graph.input(name: "image", shape: [nil, nil, nil, 3])
        graph.origin = "pool1"
        try graph.output(graph.pooling(x, .maximum, size: (4, 4)), name: "y")
        #expect(
            message { _ = try Plan(graph, inputShapes: [[1, 8, 3, 3]]) }
                == "pool1 (max pooling): expected a width of at least 4 for the window to fit, found 3 with padding")
    }

    @Test("shape rules name layer and operation")
    func shapeRules() throws {
        var (graph, x) = try graph()
        graph.origin = "conv1"
        #expect(
            message { _ = try graph.convolution(x, kernel: Tensor(shape: [3, 3, 4, 8])) }
                == "conv1 (convolution): expected a kernel [height, width, 3, filters] for 3 channels in 1 group(s), found [3, 3, 4, 8]"
        )
        #expect(
            message { _ = try graph.convolution(x, kernel: Tensor(shape: [3, 3, 3, 8]), bias: Tensor(shape: [7])) }
                == "conv1 (convolution): expected a bias of shape [8], found [7]")
        #expect(
            message { _ = try graph.convolution(x, kernel: Tensor(shape: [3, 3, 3, 8]), strides: (0, 1)) }
                == "conv1 (convolution): expected a kernel whose size, stride and dilation are at least 1, found size 3, stride 0, dilation 1"
        )
        #expect(
            message { _ = try graph.depthwiseConvolution(x, kernel: Tensor(shape: [3, 3, 4, 1])) }
                == "conv1 (depthwise convolution): expected a kernel [height, width, channels, multiplier] for an image [?, 8, 8, 3], found [3, 3, 4, 1]"
        )
        graph.origin = "dense1"
        #expect(
            message { _ = try graph.dense(x, weights: Tensor(shape: [4, 10])) }
                == "dense1 (dense): expected a last axis of 4, as the weights have inputs, found [?, 8, 8, 3]")
        graph.origin = ""
        #expect(
            message { _ = try graph.reshape(x, to: [5, -1]) }
                == "reshape: expected extents that hold 192 elements, those of [8, 8, 3], found [5, -1]")
        #expect(
            message { _ = try graph.concatenate([x, graph.pooling(x, .maximum, size: (2, 2))]) }
                == "concatenation: expected equal extents except along axis 3, found [?, 8, 8, 3] and [?, 4, 4, 3]")
        #expect(
            message { _ = try graph.add([x, graph.constant(Tensor(shape: [5]))]) }
                == "add: expected shapes that broadcast, found [?, 8, 8, 3] and [5]")
        #expect(
            message { _ = try graph.spaceToDepth(x, block: 3) }
                == "space to depth: expected height and width divisible by the block 3, found [?, 8, 8, 3]")
        #expect(
            message { _ = try graph.crop(x, top: 4, bottom: 4, left: 0, right: 0) }
                == "cropping: expected something left of [?, 8, 8, 3], found 4 + 4 cut off one axis")
        #expect(
            message { _ = try graph.transpose(x, permutation: [0, 1, 2]) }
                == "transpose: expected an order of the axes 0 to 3, found [0, 1, 2]")
        #expect(
            message { _ = try graph.activation(x, .softmax(axis: 4)) } == "softmax: expected an axis from -4 to 3, found axis 4")
        #expect(
            message { _ = try graph.pooling(x, .average, size: (2, 2), padding: .explicit(top: 2, bottom: 0, left: 0, right: 0)) }
                == "average pooling: expected padding smaller than the window, so that no window is empty, "
                + "found explicit(top: 2, bottom: 0, left: 0, right: 0)")
        #expect(
            message { _ = try graph.input(name: "image", shape: [nil, 2]) }
                == "input \"image\": expected a name of its own, found another input of that name")
    }

    @Test("a handle of another graph is refused")
    func foreignHandle() throws {
        let (_, x) = try graph()
        var other = Graph()
        #expect(message { _ = try other.activation(x, .relu()) }.contains("expected a value of this graph"))
    }
}
