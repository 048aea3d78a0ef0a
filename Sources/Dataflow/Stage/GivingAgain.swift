import DequeModule

/// What an inlet keeps of the items given last.
@usableFromInline
package enum InletKeeping: Sendable {
    case nothing
    /// Those of a batch, of which the faultless ones are given again.
    case batches
    case everything
}

extension Inlet {
    /// The item or the batch given last.
    var latest: [ItemLabel] { batch.isEmpty ? current.map { [$0] } ?? [] : batch }

    /// Takes the latest items back from position `first` on, but for one, and gives them again before all others.
    ///
    /// What is not kept can't be given again: of a single item that is given up nothing need be.
    func giveAgain(from first: Int, except given: Int? = nil, oneByOne: Bool = false) {
        let again = (first..<latest.count).filter { $0 != given }
        precondition(again.allSatisfy(kept.indices.contains), "inlet: give again: items \(again), but \(kept.count) were kept")
        taken.prepend(contentsOf: again.map { kept[$0] })
        ledger.addTaken(-again.count)
        if oneByOne { alone = again.count }
        (batch, current, kept) = ([], nil, [])
    }
}
