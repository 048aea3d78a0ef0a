import NeuralNetwork

/// Compiled models by the shapes of their inputs; the ones used last are kept.
struct PlanShelf {
    /// A stream has one shape, its last batch another; images of free sizes must not fill the memory.
    static let capacity = 4

    private var plans: [(shapes: [[Int]], plan: Plan)] = []

    var count: Int { plans.count }

    mutating func plan(for shapes: [[Int]]) -> Plan? {
        guard let index = plans.firstIndex(where: { $0.shapes == shapes }) else { return nil }
        plans.append(plans.remove(at: index))
        return plans.last?.plan
    }

    /// Keeps `plan`, unless another thread has kept one in the meantime, which is given back then.
    mutating func keep(_ plan: Plan, for shapes: [[Int]]) -> Plan {
        if let known = self.plan(for: shapes) { return known }
        plans.append((shapes, plan))
        if plans.count > Self.capacity { plans.removeFirst() }
        return plan
    }
}
