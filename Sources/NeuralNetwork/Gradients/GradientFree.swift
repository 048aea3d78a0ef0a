/// An operation whose result doesn't change with its inputs, or only by steps: what depends on them through it alone has a gradient of
/// zeros, as with TensorFlow.
package protocol GradientFree: Differentiable {}

extension GradientFree {
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) -> [Graph.Value?] {
        call.inputs.map { _ in nil }
    }
}

extension ExtremeIndex: GradientFree {}
extension StepMask: GradientFree {}
extension BandMask: GradientFree {}
extension Extents: GradientFree {}
extension TextHash: GradientFree {}
extension Generation: GradientFree {}
extension HistogramEqualization: GradientFree {}
