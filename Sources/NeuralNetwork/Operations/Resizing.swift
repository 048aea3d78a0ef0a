import Glibc

/// Images brought to a given size.
package struct Resizing: Operation {
    package var size: ResizedSize
    package var method: ResizingMethod
    package var centres: PixelCentres
    package var fit = ImageFit.stretch
    /// Widens the method's kernel where images are made smaller, so that every pixel counts.
    package var isSmoothed = false

    package var name: String { "resizing" }

    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        let image = try ImageShape(inputs[0])
        switch size {
        case .fixed(let height, let width):
            guard height > 0, width > 0 else {
                throw ShapeMismatch(expected: "a size of at least 1 × 1", found: "\(height) × \(width)")
            }
            return [image.batch, height, width, image.channels]
        case .multiple(let rows, let columns):
            guard rows > 0, columns > 0 else {
                throw ShapeMismatch(expected: "factors of at least 1", found: "\(rows) and \(columns)")
            }
            return [image.batch, image.height.map { $0 * rows }, image.width.map { $0 * columns }, image.channels]
        }
    }
}

/// The size of the images that resizing gives.
package enum ResizedSize: Sendable, Hashable {
    case fixed(height: Int, width: Int)
    /// So many times that of the images it is given.
    case multiple(rows: Int, columns: Int)
}

/// Which point of the source a pixel of the result is.
public enum PixelCentres: Sendable, Hashable {
    /// `(i + 0.5) · scale − 0.5` (TensorFlow 2).
    case half
    /// `i · scale` (TensorFlow 1).
    case legacy
    /// `i · (source − 1) / (result − 1)`.
    case corners
}

extension Resizing {
    package func lower(into lowering: inout Lowering) throws {
        let (image, extents) = (lowering.extents(lowering.input), lowering.extents)
        let source = try lowering.rowMajor(lowering.input)
        let result = lowering.destination(try Layout(rowMajor: extents))
        let (rows, columns) = taps(image: image, result: extents)
        let (line, channels, fill) = (image[2] * image[3], image[3], fit.fill)
        let kernel = Kernel(name: "framerill:resize") { memory in
            var target = memory[1]
            for item in 0..<extents[0] {
                let origin = memory[0] + item * image[1] * line
                for row in rows {
                    for column in columns {
                        let outside = fill == 0 ? 0 : fill * (1 - row.weight * column.weight)
                        for channel in 0..<channels { target[channel] = outside }
                        for vertical in row.taps {
                            for horizontal in column.taps {
                                let pixel = origin + vertical.index * line + horizontal.index * channels
                                let weight = vertical.weight * horizontal.weight
                                for channel in 0..<channels { target[channel] += pixel[channel] * weight }
                            }
                        }
                        target += channels
                    }
                }
            }
        }
        lowering.emit(kernel, [source, result])
        lowering.place(result)
    }
}

extension Graph {
    /// Brings images `[batch, height, width, channels]` to a size.
    ///
    /// - Parameter isSmoothed: whether all pixels count where the size is smaller, and not only those near the new ones.
    public mutating func resize(
        _ x: Value, height: Int, width: Int, method: ResizingMethod = .bilinear, centres: PixelCentres = .half,
        fit: ImageFit = .stretch, isSmoothed: Bool = false
    ) throws(GraphError) -> Value {
        let size = ResizedSize.fixed(height: height, width: width)
        return try add(Resizing(size: size, method: method, centres: centres, fit: fit, isSmoothed: isSmoothed), [x])
    }

    /// Enlarges images `[batch, height, width, channels]` by whole factors; their extents need not be known.
    public mutating func resize(
        _ x: Value, rowsBy rows: Int, columnsBy columns: Int, method: ResizingMethod, centres: PixelCentres = .half
    ) throws(GraphError) -> Value {
        try add(Resizing(size: .multiple(rows: rows, columns: columns), method: method, centres: centres), [x])
    }
}
