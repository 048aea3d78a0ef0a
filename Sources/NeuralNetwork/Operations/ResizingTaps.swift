import Glibc

public enum ResizingMethod: Sendable, Hashable {
    case nearest, bilinear
    /// Keys' cubic convolution with a = -0.5 in steps of 1/1024, as TensorFlow 2 tabulates it; taps outside the image are left out
    /// and the others weighted up.
    case bicubic
    /// A windowed sinc of 3 or 5 lobes.
    case lanczos(Int)
    case gaussian, mitchell
    /// The mean of the part of the source that a pixel covers.
    case area
}

/// The pixels of the source that make one of the result.
struct ResizingTaps: Sendable {
    struct Tap: Sendable {
        let index: Int
        let weight: Float
    }

    var taps: [Tap]
    /// Of all taps; below 1 where some lie outside the image.
    var weight: Float { taps.reduce(0) { $0 + $1.weight } }
}

extension Resizing {
    /// What each row and each column of the result is made of.
    func taps(image: [Int], result: [Int]) -> (rows: [ResizingTaps], columns: [ResizingTaps]) {
        let frame = fit.frame(of: (image[1], image[2]), to: (result[1], result[2]))
        return (
            taps(frame.rows, of: image[1], result: result[1]), taps(frame.columns, of: image[2], result: result[2])
        )
    }

    /// For each pixel of the result along one axis those of the source, counted in the image of `extent` pixels.
    ///
    /// - Parameter frame: the pixels that are brought to the size; it may reach over the image.
    private func taps(_ frame: Range<Int>, of extent: Int, result: Int) -> [ResizingTaps] {
        (0..<result).map { position in
            let taps = fit.crops(frame, to: result) ? [.init(index: position, weight: 1)] : taps(position, frame.count, result)
            let moved = taps.map { ResizingTaps.Tap(index: $0.index + frame.lowerBound, weight: $0.weight) }
            return ResizingTaps(taps: moved.filter { (0..<extent).contains($0.index) })
        }
    }

    private func taps(_ position: Int, _ source: Int, _ result: Int) -> [ResizingTaps.Tap] {
        let scale: Float =
            centres == .corners ? (result > 1 ? Float(source - 1) / Float(result - 1) : 0) : Float(source) / Float(result)
        if method == .area { return area(position, source, scale) }
        if method == .nearest { return [.init(index: nearest(position, source, scale), weight: 1)] }
        if let kernel = method.kernel, isSmoothed || method.isKernelAlone {
            return spread(kernel, Float(position) + 0.5, source, scale)
        }
        let exact = centres == .half ? (Float(position) + 0.5) * scale - 0.5 : Float(position) * scale
        let low = Int(exact.rounded(.down))
        let part = exact - Float(low)
        guard case .bicubic = method else {
            let clamped = [low, low + 1].map { min(max($0, 0), source - 1) }
            return [.init(index: clamped[0], weight: 1 - part), .init(index: clamped[1], weight: part)]
        }
        let inside = (low - 1...low + 2).filter { (0..<source).contains($0) }
        let tabulated = Float(low) + (part * 1024).rounded(.toNearestOrEven) / 1024
        return normalized(inside.map { .init(index: $0, weight: ResizingMethod.cubic(abs(tabulated - Float($0)))) })
    }

    private func nearest(_ position: Int, _ source: Int, _ scale: Float) -> Int {
        let place: Float =
            switch centres {
            case .half: ((Float(position) + 0.5) * scale).rounded(.down)
            case .legacy: (Float(position) * scale).rounded(.down)
            case .corners: (Float(position) * scale).rounded(.toNearestOrAwayFromZero)
            }
        return min(Int(place), source - 1)
    }

    /// The rule of TensorFlow's ScaleAndTranslate.
    private func spread(_ kernel: ResizingMethod.Kernel, _ centre: Float, _ source: Int, _ scale: Float) -> [ResizingTaps.Tap] {
        let (sample, width) = (centre * scale, isSmoothed ? max(scale, 1) : 1)
        let first = Int((sample - kernel.radius * width - 0.5).rounded(.up))
        let last = Int((sample + kernel.radius * width - 0.5).rounded(.down))
        let range = min(max(first, 0), source - 1)...min(max(last, 0), source - 1)
        return normalized(
            range.map { .init(index: $0, weight: kernel.weight(abs((Float($0) + 0.5 - sample) / width))) })
    }

    private func area(_ position: Int, _ source: Int, _ scale: Float) -> [ResizingTaps.Tap] {
        let (start, end) = (Float(position) * scale, Float(position + 1) * scale)
        let range = Int(start.rounded(.down))..<min(Int(end.rounded(.up)), source)
        return normalized(range.map { .init(index: $0, weight: min(Float($0 + 1), end) - max(Float($0), start)) })
    }

    private func normalized(_ taps: [ResizingTaps.Tap]) -> [ResizingTaps.Tap] {
        let sum = taps.reduce(0) { $0 + $1.weight }
        return taps.map { .init(index: $0.index, weight: $0.weight / sum) }
    }
}

extension ResizingMethod {
    /// The weight of a pixel by its distance.
    fileprivate struct Kernel {
        let radius: Float
        let weight: (Float) -> Float
    }

    /// Whether TensorFlow knows the method only as a kernel.
    fileprivate var isKernelAlone: Bool {
        switch self {
        case .lanczos, .gaussian, .mitchell: true
        case .nearest, .bilinear, .bicubic, .area: false
        }
    }

    fileprivate var kernel: Kernel? {
        switch self {
        case .nearest, .area: nil
        case .bilinear: Kernel(radius: 1) { max(0, 1 - $0) }
        case .bicubic: Kernel(radius: 2, weight: Self.cubic)
        case .lanczos(let lobes): Kernel(radius: Float(lobes)) { Self.lanczos($0, Float(lobes)) }
        case .gaussian: Kernel(radius: 1.5) { $0 >= 1.5 ? 0 : expf(-$0 * $0 / 0.5) }
        case .mitchell: Kernel(radius: 2, weight: Self.mitchell)
        }
    }

    fileprivate static func cubic(_ x: Float) -> Float {
        if x < 1 { return (1.5 * x - 2.5) * x * x + 1 }
        return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0
    }

    private static func lanczos(_ x: Float, _ lobes: Float) -> Float {
        if x > lobes { return 0 }
        if x <= 1e-3 { return 1 }
        return lobes * sinf(.pi * x) * sinf(.pi * x / lobes) / (.pi * .pi * x * x)
    }

    private static func mitchell(_ x: Float) -> Float {
        if x < 1 { return (7.0 / 6 * x - 2) * x * x + 8.0 / 9 }
        return x < 2 ? ((-7.0 / 18 * x + 2) * x - 10.0 / 3) * x + 16.0 / 9 : 0
    }
}
