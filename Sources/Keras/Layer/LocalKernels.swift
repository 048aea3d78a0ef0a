import NeuralNetwork

/// The kernels of a locally connected layer, one for each place of the result, in the three forms that Keras 2 keeps them in.
struct LocalKernels: Hashable, Sendable {
    enum Form: Int, Sendable {
        /// `(places, taps · channels, filters)`.
        case byPlace = 1
        /// `(rows, columns, channels, rows of the result, columns of the result, filters)`, with weights that count for nothing.
        case dense
        /// The weights of `dense` that count, in a line.
        case sparse
    }

    let filters: Int
    let size: Extent
    let strides: Extent
    let padding: NeuralNetwork.Padding
    let form: Form
    let format: DataFormat
    /// A sequence is an image of one row whose dense form has no axes for it.
    let isSequence: Bool

    /// The shape of the result of an image with its channels last.
    func result(_ image: Shape) throws -> (rows: Int, columns: Int) {
        let rows = SlidingWindow(extent: size.height, stride: strides.height)
        let columns = SlidingWindow(extent: size.width, stride: strides.width)
        return (
            try rows.positions(padding, vertical: true, length: image.known(1))!,
            try columns.positions(padding, vertical: false, length: image.known(2))!
        )
    }

    func shape(for image: Shape) throws -> [Int] {
        let (rows, columns) = try result(image)
        let (height, width, channels) = (try image.known(1), try image.known(2), try image.known(3))
        switch form {
        case .byPlace: return [rows * columns, size.height * size.width * channels, filters]
        case .dense:
            let (before, after) = isSequence ? ([width], [columns]) : ([height, width], [rows, columns])
            return format == .channelsLast
                ? before + [channels] + after + [filters] : [channels] + before + [filters] + after
        case .sparse:
            let taps = try taps(image).reduce(0) { $0 + $1.count }
            return [taps * channels * filters]
        }
    }

    /// For each place, where the image has a pixel under the window, and the tap it lies under.
    private func taps(_ image: Shape) throws -> [[(tap: Int, pixel: Int)]] {
        let (rows, columns) = try result(image)
        let (height, width) = (try image.known(1), try image.known(2))
        let (top, left) = padding == .same ? (size.height / 2, size.width / 2) : (0, 0)
        return (0..<(rows * columns)).map { place in
            (0..<(size.height * size.width)).compactMap { tap in
                let row = place / columns * strides.height + tap / size.width - top
                let column = place % columns * strides.width + tap % size.width - left
                guard (0..<height).contains(row), (0..<width).contains(column) else { return nil }
                return (tap, row * width + column)
            }
        }
    }

    /// The kernels as the engine takes them: `(places, taps · channels, filters)`, channels the faster.
    func byPlace(_ kernel: Tensor, _ image: Shape) throws -> Tensor {
        let (taps, channels, filters) = (try taps(image), try image.known(3), filters)
        let (places, window, pixels) = (taps.count, size.height * size.width, try image.known(1) * image.known(2))
        let (isLast, values) = (format == .channelsLast, kernel.values)
        // Where the weights of each place, and for channels first those of each filter or channel, start in the sparse form.
        let counts = taps.map(\.count)
        let starts = counts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
        return Tensor(shape: [places, window * channels, filters]) { result in
            for place in 0..<places {
                for (index, entry) in taps[place].enumerated() {
                    for channel in 0..<channels {
                        for filter in 0..<filters {
                            let source: Int
                            switch form {
                            case .byPlace:
                                let row = isLast ? entry.tap * channels + channel : channel * window + entry.tap
                                source = (place * window * channels + row) * filters + filter
                            case .dense:
                                source =
                                    isLast
                                    ? ((entry.pixel * channels + channel) * places + place) * filters + filter
                                    : ((channel * pixels + entry.pixel) * filters + filter) * places + place
                            case .sparse:
                                source =
                                    isLast
                                    ? (starts[place] * filters + filter * counts[place] + index) * channels + channel
                                    : (filter * starts[places] + starts[place]) * channels + channel * counts[place] + index
                            }
                            result[((place * window + entry.tap) * channels + channel) * filters + filter] = values[source]
                        }
                    }
                }
            }
        }
    }
}

extension LayerOptions {
    /// The options that both locally connected layers have beside their window.
    mutating func localKernels(size: Extent, strides: Extent, isSequence: Bool) throws -> LocalKernels {
        let form = try integer("implementation", default: 1)
        guard let form = LocalKernels.Form(rawValue: form) else {
            throw fault("implementation", expected: "1, 2 or 3", found: .integer(form))
        }
        return LocalKernels(
            filters: try integer("filters"), size: size, strides: strides, padding: try padding(), form: form,
            format: try dataFormat(), isSequence: isSequence)
    }
}
