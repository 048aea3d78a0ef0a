import Foundation

/// Round numbers along an axis, as few as there is room for, from one beyond the least to one beyond the greatest value.
package struct AxisTicks: Equatable {
    package let values: [Double]
    package let labels: [String]

    package var range: ClosedRange<Double> { values[0]...values[values.count - 1] }

    /// - Parameters:
    ///   - intervals: about how many are wanted.
    ///   - isWhole: whether the steps are whole numbers.
    package init(over range: ClosedRange<Double>, intervals: Int, isWhole: Bool = false) {
        var (low, high) = (range.lowerBound, range.upperBound)
        // Neither one value nor rounding errors of it make an axis.
        if high - low <= max(abs(low), abs(high)) * 1e-6 {
            let margin = low == 0 ? 0.5 : abs(low) * 0.1
            (low, high) = (low - margin, high + margin)
        }
        let rough = (high - low) / Double(max(intervals, 1))
        var exponent = log10(rough).rounded(.down)
        var step = [1.0, 2, 5, 10].first { $0 * pow(10, exponent) >= rough * 0.999 } ?? 10
        if step == 10 { (step, exponent) = (1, exponent + 1) }
        if isWhole, exponent < 0 { (step, exponent) = (1, 0) }
        // Whole multiples, divided where the exponent is negative: 0.3 and not 0.30000000000000004.
        func tick(_ index: Double) -> Double {
            exponent < 0 ? index * step / pow(10, -exponent) : index * step * pow(10, exponent)
        }
        let width = tick(1)
        let (first, last) = ((low / width + 1e-6).rounded(.down), (high / width - 1e-6).rounded(.up))
        values = stride(from: first, through: max(last, first + 1), by: 1).map(tick)
        let farthest = max(abs(values[0]), abs(values[values.count - 1]))
        if farthest >= 1e6 || width < 1e-5 {
            let digits = max(Int(log10(farthest).rounded(.down) - exponent), 0)
            labels = values.map { $0 == 0 ? "0" : String(format: "%.\(digits)e", $0) }
        } else {
            labels = values.map { String(format: "%.\(Int(max(-exponent, 0)))f", $0) }
        }
    }
}
