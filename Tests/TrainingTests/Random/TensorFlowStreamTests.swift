import HDF5
import NeuralNetwork
import TestMaterial
import Testing
import Training

@Suite struct `Stateful operations of TensorFlow` {
    @Test func `go on from call to call, each function in streams of its own`() throws {
        let reference = try TrainingReferences.open("random").group("eager")
        var random = EagerRandom(seed: 5)
        for call in 0..<3 {
            let normal = random.tensor(shape: [11], .normal(mean: 1, standardDeviation: 4), seed: 3)
            #expect(distance(normal, try reference.tensor("normal_seed3_\(call)")) <= 1)
            let uniform = random.tensor(shape: [5], .uniform(-1, 1), seed: 3)
            #expect(uniform == (try reference.tensor("uniform_seed3_\(call)")))
            let truncated = random.tensor(shape: [6], .truncatedNormal())
            #expect(distance(truncated, try reference.tensor("truncated_\(call)")) <= 1)
            #expect(random.tensor(shape: [7], .uniform(0, 1)) == (try reference.tensor("uniform_\(call)")))
        }
    }

    @Test func `shuffle on from call to call`() throws {
        let reference = try TrainingReferences.open("random").group("eager")
        var shuffle = RandomOperation(seed: 3, graphSeed: 5)
        for count in [1, 2, 5, 17, 18] {
            #expect(shuffle.permutation(count).map(Int64.init) == (try reference.numbers("shuffle_\(count)")))
        }
        #expect(shuffle.permutation(0).isEmpty)
    }

    @Test func `give fit its order, epoch by epoch`() throws {
        let reference = try TrainingReferences.open("random").group("fit")
        var order = EpochOrder(seed: 7)
        #expect((0..<3).flatMap { _ in order.next(count: 13) }.map(Int64.init) == (try reference.numbers("keras2")))
        let same = (0..<3).flatMap { _ in
            var order = EpochOrder(seed: 7)
            return order.next(count: 13)
        }
        #expect(same.map(Int64.init) == (try reference.numbers("keras3")))
    }

    @Test func `have a seed even where both seeds are zero`() throws {
        var random = EagerRandom(seed: 0)
        let expected = try TrainingReferences.open("random").tensor("eager/zero")
        #expect(distance(random.tensor(shape: [4], .normal(), seed: 0), expected) <= 1)
    }

    @Test func `draw anew in each run of a graph`() throws {
        let reference = try TrainingReferences.open("random").group("graph")
        var operation = RandomOperation(seed: 1)
        for run in 0..<3 {
            let numbers = operation.tensor(shape: [9], .normal(mean: 1, standardDeviation: 4))
            #expect(distance(numbers, try reference.tensor("normal_\(run)")) <= 1)
        }
    }

    @Test(.enabled(if: SharedMaterial.isPresent, Comment(rawValue: SharedMaterial.absence)))
    func `make the inputs of the assignments`() throws {
        let fixtures = try HDF5File(reading: SharedMaterial.path("fixtures/assignments.h5")).root
        // TensorFlow 1, three runs of three operations with the seed 1.
        let graph = try fixtures.group("tf1.yolo_filter_boxes")
        var operations = ["conf": RandomOperation(seed: 1), "boxes": RandomOperation(seed: 1), "probs": RandomOperation(seed: 1)]
        for run in 1...3 {
            for name in ["conf", "boxes", "probs"] {
                let shape = [19, 19, 5, name == "conf" ? 1 : name == "boxes" ? 4 : 80]
                let numbers = operations[name]!.tensor(shape: shape, .normal(mean: 1, standardDeviation: 4))
                guard graph.contains("\(name)\(run)") else { continue }
                #expect(isClose(numbers, try graph.tensor("\(name)\(run)")), "\(name)\(run)")
            }
        }
        // Without a seed an operation counts those before it.
        let content = try fixtures.group("tf1.content_cost")
        for (name, seed) in ["a_C": 3, "a_G": 9] {
            var operation = RandomOperation(seed: seed, graphSeed: 1)
            let numbers = operation.tensor(shape: [1, 4, 4, 3], .normal(mean: 1, standardDeviation: 4))
            #expect(isClose(numbers, try content.tensor(name)))
        }
        // TensorFlow 2, without seeds and with one.
        var drawn = EagerRandom(seed: 1)
        let eagerContent = try fixtures.group("tf2.content_cost")
        for name in ["a_C", "a_G"] {
            let numbers = drawn.tensor(shape: [1, 1, 4, 4, 3], .normal(mean: 1, standardDeviation: 4))
            #expect(isClose(numbers, try eagerContent.tensor(name)))
        }
        var given = EagerRandom(seed: 10)
        let filter = try fixtures.group("tf2.yolo_filter_boxes")
        for (name, width) in [("conf", 1), ("boxes", 4), ("probs", 80)] {
            let numbers = given.tensor(shape: [19, 19, 5, width], .normal(mean: 1, standardDeviation: 4), seed: 1)
            #expect(isClose(numbers, try filter.tensor(name)), "\(name)")
        }
    }

    /// The assignments' numbers were computed by NumPy, whose logarithms and sines are a little off.
    private func isClose(_ found: Tensor, _ expected: Tensor) -> Bool {
        found.shape == expected.shape && zip(found.values, expected.values).allSatisfy { abs($0 - $1) < 2e-5 }
    }
}
