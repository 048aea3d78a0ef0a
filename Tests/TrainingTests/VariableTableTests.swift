import NeuralNetwork
import Testing
import Training

/// Regularizers and constraints beside both generations of Keras, over `References/variables.json`.
@Suite struct `The table of regularizers and constraints` {
    struct Case: Decodable {
        let kind: String
        let name: String
        let options: ReferenceOptions
        let variable: ReferenceArray
        let answers: [ReferenceArray?]
    }

    @Test func `equals Keras`() throws {
        for (index, one) in try ReferenceTable.cases("variables.json", as: Case.self).enumerated() {
            let found = one.kind == "constraints" ? try constrained(one) : try penalty(of: one)
            for expected in one.answers.compactMap({ $0 }) {
                #expect(
                    agree(found.values, expected.values),
                    "case \(index), \(one.name): \(found.values), not \(expected.values)")
            }
        }
    }

    private func constrained(_ one: Case) throws -> Tensor {
        let axes = one.options.list("axis")?.map { Int($0) } ?? [0]
        let constraint: any Constraint
        switch one.name {
        case "MaxNorm": constraint = MaxNorm(one.options.number("max_value") ?? 2, axes: axes)
        case "UnitNorm": constraint = UnitNorm(axes: axes)
        case "MinMaxNorm":
            constraint = MinMaxNorm(
                minimum: one.options.number("min_value") ?? 0, maximum: one.options.number("max_value") ?? 1,
                rate: one.options.number("rate") ?? 1, axes: axes)
        default: constraint = try #require(ConstraintCatalogue.constraint(named: one.name))
        }
        var variable = one.variable.tensor
        try constraint.apply(to: &variable)
        return variable
    }

    private func penalty(of one: Case) throws -> Tensor {
        let regularizer: any Regularizer
        switch one.name {
        case "L1": regularizer = L1(one.options.number("l1") ?? 0.01)
        case "L2": regularizer = L2(one.options.number("l2") ?? 0.01)
        case "L1L2": regularizer = L1L2(l1: one.options.number("l1") ?? 0, l2: one.options.number("l2") ?? 0)
        default:
            regularizer = OrthogonalRegularizer(
                factor: one.options.number("factor") ?? 0.01, mode: one.options.text("mode") == "columns" ? .columns : .rows)
        }
        var graph = Graph()
        let variable = try graph.input(name: "variable", shape: one.variable.shape.map { $0 })
        try graph.output(regularizer.penalty(of: variable, in: &graph), name: "penalty")
        return try Plan(graph, options: PlanOptions(threads: 1)).run([one.variable.tensor])[0]
    }

    @Test func `has names of its own, those of Keras`() {
        #expect(RegularizerCatalogue.regularizer(named: "l2") as? L2 == L2(0.01))
        #expect(RegularizerCatalogue.regularizer(named: "l1_l2") as? L1L2 == L1L2(l1: 0.01, l2: 0.01))
        #expect(ConstraintCatalogue.constraint(named: "maxnorm") as? MaxNorm == MaxNorm(2, axes: [0]))
        #expect(ConstraintCatalogue.constraint(named: "norm") == nil)
    }

    @Test func `tells of shapes that it isn't for`() throws {
        var graph = Graph()
        let vector = try graph.input(name: "vector", shape: [3])
        #expect(throws: GraphError.self) { try OrthogonalRegularizer().penalty(of: vector, in: &graph) }
        var variable = Tensor(shape: [3])
        #expect(
            throws: GraphError.mismatch(site: "MaxNorm", expected: "axes of [3]", found: "[1]")
        ) { try MaxNorm(axes: [1]).apply(to: &variable) }
        #expect(throws: GraphError.self) { try RadialConstraint().apply(to: &variable) }
    }
}
