extension VolumePooling: Differentiable {
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        let x = call.inputs[0]
        let operation = VolumePoolingGradient(pooling: self, volume: graph.extents(of: x))
        return [try graph.add(operation, [call.gradient] + (kind == .maximum ? [x, call.result] : []))]
    }
}

/// The gradient of a pooling of volumes. Elements that share a maximum have its whole gradient each, as with TensorFlow on a processor.
package struct VolumePoolingGradient: Operation {
    package var pooling: VolumePooling
    package var volume: [Int]

    package var name: String { "volume pooling gradient" }

    /// Inputs: the gradient of the result, and, of maxima, what was pooled and the result.
    package func shape(of inputs: [Shape]) -> Shape { volume }

    package func lower(into lowering: inout Lowering) throws {
        let operands = try lowering.node.inputs.map { try lowering.rowMajor($0) }
        let result = lowering.destination(try Layout(rowMajor: volume))
        let pooled = lowering.extents(lowering.input)
        let geometry = pooling.window.geometry(of: volume)
        // For each axis and place along it, the elements under the window.
        let windows = (0..<3).map { axis in
            (0..<pooled[axis + 1]).map { place in
                let start = place * geometry.strides[axis] - geometry.paddingBefore[axis]
                return max(start, 0)..<min(start + pooling.window.axes[axis].extent, volume[axis + 1])
            }
        }
        let (extents, isMaximum) = (volume, pooling.kind == .maximum)
        let kernel = Kernel(name: "framerill:volume pooling") { memory in
            let (channels, target) = (extents[4], memory[memory.count - 1])
            target.update(repeating: 0, count: extents.reduce(1, *))
            var place = 0
            for item in 0..<extents[0] {
                for planes in windows[0] {
                    for rows in windows[1] {
                        for columns in windows[2] {
                            let factor = 1 / Float(planes.count * rows.count * columns.count)
                            for plane in planes {
                                for row in rows {
                                    for column in columns {
                                        let pixel =
                                            (((item * extents[1] + plane) * extents[2] + row) * extents[3] + column) * channels
                                        for channel in 0..<channels {
                                            let gradient = memory[0][place + channel]
                                            if !isMaximum {
                                                target[pixel + channel] += gradient * factor
                                            } else if memory[1][pixel + channel] == memory[2][place + channel] {
                                                target[pixel + channel] += gradient
                                            }
                                        }
                                    }
                                }
                            }
                            place += channels
                        }
                    }
                }
            }
        }
        lowering.emit(kernel, operands + [result])
        lowering.place(result)
    }
}
