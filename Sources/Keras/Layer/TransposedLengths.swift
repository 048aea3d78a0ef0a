import NeuralNetwork

/// How long what a transposed convolution gives is.
///
/// Along an axis of `n` elements `n · stride` for `same`, `n · stride + max(reach − stride, 0)` for `valid`, and
/// `(n − 1) · stride + reach − 2 · pad + output_padding` where an output padding is given, `pad` being `reach / 2` for `same`.
struct TransposedLengths: Hashable, Sendable {
    let window: SpaceWindow
    let outputPadding: [Int]?

    init(_ window: SpaceWindow, from options: inout LayerOptions) throws {
        self.window = window
        outputPadding = try options.value("output_padding").map { value in
            let numbers =
                value.integer.map { Array(repeating: $0, count: window.rank) } ?? value.elements?.compactMap(\.integer) ?? []
            guard numbers.count == window.rank, zip(numbers, window.strides).allSatisfy({ (0..<$1).contains($0) }) else {
                throw options.fault(
                    "output_padding", expected: "null, or a number below the stride for each axis", found: value)
            }
            return numbers
        }
    }

    func length(_ input: Int?, axis: Int) -> Int? {
        guard let input else { return nil }
        let (stride, reach) = (window.strides[axis], (window.size[axis] - 1) * window.dilation[axis] + 1)
        guard let extra = outputPadding?[axis] else {
            return input * stride + (window.padding == .same ? 0 : max(reach - stride, 0))
        }
        return (input - 1) * stride + reach - (window.padding == .same ? 2 * (reach / 2) : 0) + extra
    }
}
