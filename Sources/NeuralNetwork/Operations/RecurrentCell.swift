/// What a recurrent network does in one step: its gates, and the functions of them.
///
/// `x` is the step's input times the kernel with its bias added, `h` the state, `U` the recurrent kernel. Gates lie side by side
/// in the order in which they are named.
public enum RecurrentCell: Sendable, Hashable {
    /// `h = activation(x + h · U)`.
    case simple(Activation)
    /// Gates i, f, c, o: `c = gate(f) · c + gate(i) · activation(c)`, `h = gate(o) · activation(c)`. States h and c.
    case lstm(Activation, gate: Activation)
    /// Gates z, r, h: `h = gate(z) · h + (1 − gate(z)) · candidate`.
    ///
    /// The candidate is `activation(x + gate(r) · (h · U + bias))` where the reset comes after the product, and
    /// `activation(x + (gate(r) · h) · U)` where it comes before.
    case gru(Activation, gate: Activation, resetsAfter: Bool)

    public var gates: Int {
        switch self {
        case .simple: 1
        case .lstm: 4
        case .gru: 3
        }
    }

    public var states: Int {
        switch self {
        case .simple, .gru: 1
        case .lstm: 2
        }
    }

    /// The gates whose product with the state doesn't need another gate's result first.
    var independentGates: Int {
        if case .gru(_, _, false) = self { 2 } else { gates }
    }
}
