import Foundation
import NeuralNetwork

/// The operations that functions of Python are read into.
extension ReferenceEvaluation {
    static func function(_ operation: any NeuralNetwork.Operation, _ x: [Array64]) -> Array64 {
        switch operation {
        case let math as ElementwiseMath: return map(x[0]) { referenceMath(math.function, $0) }
        case let pairwise as Pairwise:
            return broadcast(x) { referencePairwise(pairwise.function, $0[0], $0[1]) }
        case is Choice: return broadcast(x) { $0[0] != 0 ? $0[1] : $0[2] }
        case let selection as Selection: return select(selection, x[0])
        case let resizing as Resizing: return resize(resizing, x[0])
        case let extreme as ExtremeIndex:
            let axis = extreme.axis < 0 ? extreme.axis + x[0].shape.count : extreme.axis
            var shape = x[0].shape
            shape.remove(at: axis)
            return Array64(shape: shape) { p in
                let values = line(x[0], Array(p[..<axis]) + [0] + Array(p[axis...]), axis)
                return Double(values.firstIndex(of: extreme.isGreatest ? values.max()! : values.min()!)!)
            }
        case let sum as CumulativeSum:
            let axis = sum.axis < 0 ? sum.axis + x[0].shape.count : sum.axis
            return Array64(shape: x[0].shape) { p in
                let (whole, place) = (line(x[0], p, axis), p[axis])
                let part = sum.isReversed ? whole[place...] : whole[...place]
                let rest = !sum.isExclusive ? part : sum.isReversed ? part.dropFirst() : part.dropLast()
                return sum.isProduct ? rest.reduce(1, *) : rest.reduce(0, +)
            }
        case let hash as TextHash: return map(x[0]) { Double(hash.bin(of: Float($0))) }
        case let sorting as Sorting:
            let axis = sorting.axis < 0 ? sorting.axis + x[0].shape.count : sorting.axis
            return Array64(shape: x[0].shape) { p in
                let whole = line(x[0], p, axis)
                // The element that so many others stand before.
                let place = whole.indices.first { own in
                    whole.indices.count { other in
                        whole[other] == whole[own] ? other < own : (whole[other] > whole[own]) == sorting.isDescending
                    } == p[axis]
                }!
                return sorting.kind == .values ? whole[place] : Double(place)
            }
        case let gathering as Gathering:
            let axis = gathering.axis < 0 ? gathering.axis + x[0].shape.count : gathering.axis
            let shape = try! gathering.shape(of: x.map { $0.shape.map(Optional.some) }).map { $0! }
            return Array64(shape: shape) { p in
                func index(_ place: [Int]) -> Int {
                    let given = Int(x[1][place])
                    return given < 0 ? given + x[0].shape[axis] : given
                }
                guard case .parts(let batch) = gathering.kind else {
                    var place = broadcastPosition(p, in: x[0].shape)
                    place[axis] = index(p.indices.map { $0 == axis ? p[$0] : x[1].shape[$0] == 1 ? 0 : p[$0] })
                    return x[0][place]
                }
                let own = x[1].shape.count - batch
                return x[0][Array(p[..<axis]) + [index(Array(p[..<batch]) + p[axis..<(axis + own)])] + p[(axis + own)...]]
            }
        case let normalization as LocalResponseNormalization:
            return Array64(shape: x[0].shape) { p in
                let channels = x[0].shape.count - 1
                let near = line(x[0], p, channels).enumerated().filter { abs($0.offset - p[channels]) <= normalization.radius }
                let sum = near.reduce(0) { $0 + $1.element * $1.element }
                return x[0][p] / pow(Double(normalization.bias) + Double(normalization.alpha) * sum, Double(normalization.beta))
            }
        case let extents as Extents:
            return Array64(shape: [extents.entries.count]) { p in
                switch extents.entries[p[0]] {
                case .number(let number): Double(number)
                case .extent(let input, let axis, let factor): Double(x[input].shape[axis] * factor)
                }
            }
        case let mask as BandMask:
            return Array64(shape: x[0].shape.suffix(2).map { $0 }) { p in
                let isAfterStart = mask.band.before.map { p[1] >= p[0] - $0 } ?? true
                return isAfterStart && mask.band.after.map { p[1] <= p[0] + $0 } ?? true ? 1 : 0
            }
        case let insertion as AxisInsertion:
            return Array64(shape: try! insertion.shape(of: [x[0].shape]).map { $0! }) { p in
                x[0][p.indices.filter { !insertion.places.contains($0) }.map { p[$0] }]
            }
        case let pooling as AdaptivePooling:
            let axis = pooling.axis < 0 ? pooling.axis + x[0].shape.count : pooling.axis
            var shape = x[0].shape
            shape[axis] = pooling.count
            return Array64(shape: shape) { p in
                let whole = line(x[0], p[..<axis] + [0] + p[(axis + 1)...], axis)
                let ends = [p[axis], p[axis] + 1].map { Double($0 * whole.count) / Double(pooling.count) }
                let part = whole[Int(floor(ends[0]))..<Int(ceil(ends[1]))]
                return pooling.kind == .maximum ? part.max()! : part.reduce(0, +) / Double(part.count)
            }
        case let sparsemax as Sparsemax:
            let axis = sparsemax.axis < 0 ? sparsemax.axis + x[0].shape.count : sparsemax.axis
            return Array64(shape: x[0].shape) { p in
                let whole = line(x[0], p, axis).sorted(by: >)
                let sums = whole.indices.map { whole[...$0].reduce(0, +) }
                let support = whole.indices.filter { whole[$0] > (sums[$0] - 1) / Double($0 + 1) }
                return max(x[0][p] - (support.reduce(0) { $0 + sums[$1] } - 1) / Double(support.count), 0)
            }
        case let product as MatrixProduct: return multiply(product, x[0], x[1])
        default: preconditionFailure("the reference doesn't know \(operation.name)")
        }
    }

    private static func broadcast(_ x: [Array64], _ function: ([Double]) -> Double) -> Array64 {
        let rank = x.map(\.shape.count).max()!
        let shapes = x.map { [Int](repeating: 1, count: rank - $0.shape.count) + $0.shape }
        return Array64(shape: (0..<rank).map { axis in shapes.map { $0[axis] }.max()! }) { p in
            function(x.map { $0[broadcastPosition(p, in: $0.shape)] })
        }
    }

    private static func select(_ selection: Selection, _ x: Array64) -> Array64 {
        let indices = zip(selection.axes, x.shape).map { axis, extent -> [Int] in
            switch axis {
            case .all: return Array(0..<extent)
            case .indices(let indices): return indices.map { $0 < 0 ? $0 + extent : $0 }
            case .range(let start, let stop, let step):
                // One index after the other, as Python's definition says.
                func absolute(_ bound: Int?, _ absent: Int) -> Int { bound.map { $0 < 0 ? $0 + extent : $0 } ?? absent }
                var (index, end) = (absolute(start, step > 0 ? 0 : extent - 1), absolute(stop, step > 0 ? extent : -1))
                if step > 0 { (index, end) = (max(index, 0), min(end, extent)) } else { index = min(index, extent - 1) }
                if step < 0, stop != nil { end = max(end, -1) }
                return Array(stride(from: index, to: end, by: step))
            }
        }
        return Array64(shape: indices.map(\.count)) { p in x[zip(indices, p).map { $0[$1] }] }
    }

    private static func resize(_ resizing: Resizing, _ x: Array64) -> Array64 {
        func weights(_ source: Int, _ result: Int) -> [[(Int, Double)]] {
            let corners = result > 1 ? Double(source - 1) / Double(result - 1) : 0
            let scale = resizing.centres == .corners ? corners : Double(source) / Double(result)
            return (0..<result).map { i in
                let shift = resizing.centres == .half ? 0.5 : 0
                let place = (Double(i) + shift) * scale
                switch resizing.method {
                case .nearest: return [(min(Int(resizing.centres == .corners ? place.rounded() : place), source - 1), 1)]
                case .bilinear:
                    return (-1...source).map { (min(max($0, 0), source - 1), max(0, 1 - abs(place - shift - Double($0)))) }
                case .bicubic:
                    let step = (((place - shift) * 1024).rounded(.toNearestOrEven)) / 1024
                    let taps = (0..<source).map { ($0, cubic(abs(step - Double($0)))) }
                    let sum = taps.reduce(0) { $0 + $1.1 }
                    return taps.map { ($0.0, $0.1 / sum) }
                case .lanczos, .gaussian, .mitchell, .area:
                    preconditionFailure("\(resizing.method) is compared with TensorFlow's own answers")
                }
            }
        }
        let (height, width) =
            switch resizing.size {
            case .fixed(let height, let width): (height, width)
            case .multiple(let rows, let columns): (x.shape[1] * rows, x.shape[2] * columns)
            }
        let (rows, columns) = (weights(x.shape[1], height), weights(x.shape[2], width))
        return Array64(shape: [x.shape[0], height, width, x.shape[3]]) { p in
            rows[p[1]].reduce(0) { sum, row in
                columns[p[2]].reduce(sum) { $0 + row.1 * $1.1 * x[[p[0], row.0, $1.0, p[3]]] }
            }
        }
    }

    private static func cubic(_ x: Double) -> Double {
        x < 1 ? 1.5 * x * x * x - 2.5 * x * x + 1 : x < 2 ? -0.5 * x * x * x + 2.5 * x * x - 4 * x + 2 : 0
    }

    private static func multiply(_ product: MatrixProduct, _ left: Array64, _ right: Array64) -> Array64 {
        let shape = try! product.shape(of: [left.shape, right.shape]).map { $0! }
        let depth = left.shape[left.shape.count - (product.transposesLeft ? 2 : 1)]
        func element(_ x: Array64, _ p: ArraySlice<Int>, _ row: Int, _ column: Int, _ isTransposed: Bool) -> Double {
            let batch = broadcastPosition(Array(p), in: Array(x.shape.dropLast(2)))
            return x[batch + (isTransposed ? [column, row] : [row, column])]
        }
        return Array64(shape: shape) { p in
            let (row, column) = (p[p.count - 2], p[p.count - 1])
            return (0..<depth).reduce(0) {
                $0 + element(left, p.dropLast(2), row, $1, product.transposesLeft)
                    * element(right, p.dropLast(2), $1, column, product.transposesRight)
            }
        }
    }
}

func referenceMath(_ function: MathFunction, _ x: Double) -> Double {
    switch function {
    case .absolute: abs(x)
    case .squareRoot: x.squareRoot()
    case .reciprocalSquareRoot: pow(x, -0.5)
    case .square: x * x
    case .reciprocal: 1 / x
    case .logarithm: log(x)
    case .log1p: log1p(x)
    case .expm1: expm1(x)
    case .exponential2: pow(2, x)
    case .logarithm2: log2(x)
    case .logarithm10: log10(x)
    case .sign: x == 0 ? 0 : x / abs(x)
    case .floor: floor(x)
    case .ceiling: ceil(x)
    case .round: x.rounded(.toNearestOrEven)
    case .truncate: trunc(x)
    case .sine: sin(x)
    case .cosine: cos(x)
    case .tangent: tan(x)
    case .arcSine: asin(x)
    case .arcCosine: acos(x)
    case .arcTangent: atan(x)
    case .hyperbolicSine: sinh(x)
    case .hyperbolicCosine: cosh(x)
    case .arcHyperbolicSine: asinh(x)
    case .arcHyperbolicCosine: acosh(x)
    case .arcHyperbolicTangent: atanh(x)
    case .errorFunction: erf(x)
    case .logicalNot: x == 0 ? 1 : 0
    case .isNotANumber: x.isNaN ? 1 : 0
    case .isInfinite: x.isInfinite ? 1 : 0
    case .isFinite: x.isFinite ? 1 : 0
    }
}

func referencePairwise(_ function: PairwiseFunction, _ x: Double, _ y: Double) -> Double {
    let condition: Bool
    switch function {
    case .power: return pow(x, y)
    case .floorDivide: return floor(x / y)
    case .floorRemainder: return x - y * floor(x / y)
    case .truncatedRemainder: return x - y * trunc(x / y)
    case .divideOrZero: return y == 0 ? 0 : x / y
    case .squaredDifference: return (x - y) * (x - y)
    case .arcTangent: return atan2(x, y)
    case .equal: condition = x == y
    case .notEqual: condition = x != y
    case .less: condition = x < y
    case .lessOrEqual: condition = x <= y
    case .greater: condition = x > y
    case .greaterOrEqual: condition = x >= y
    case .logicalAnd: condition = x != 0 && y != 0
    case .logicalOr: condition = x != 0 || y != 0
    case .logicalXor: condition = (x != 0) != (y != 0)
    }
    return condition ? 1 : 0
}
