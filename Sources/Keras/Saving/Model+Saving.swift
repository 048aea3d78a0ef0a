import HDF5

extension Model {
    /// Saves the model with its weights, so that Keras 2, Keras 3 and Framerill open it and get the same answers.
    ///
    /// The name decides the format: `.h5` and `.hdf5` are HDF5 as Keras 2 writes it, `.keras` is an archive as tf.keras from 2.12 on and
    /// Keras 3 write it. The optimizer's state and the way the model was compiled go along where the model came from a file of
    /// the same format. The file appears under its name only once it is whole, and replaces what was there.
    ///
    /// Some functions have one name for two meanings: `hard_sigmoid` differs between Keras 2 and Keras 3. The file carries the
    /// version that the model came from, so Framerill and that version of Keras compute what the model always computed.
    ///
    /// - Throws: `KerasError.saving` for another name, `HDF5Error.unwritable` when the file can't be written.
    public func save(_ path: String) throws { try save(path, training: nil) }

    /// - Parameter training: how the model is compiled; nil for what its own file says.
    func save(_ path: String, training: CompilationWriter?) throws {
        if let layer = blueprint.network.namelessLambda {
            throw KerasError.saving(
                file: path,
                expected: "a name for the function of layer \"\(layer)\" (Lambda), which no file can hold: "
                    + "Lambda(LambdaFunction(\"…\") { graph, inputs, arguments in … })")
        }
        switch Self.suffix(path) {
        case "h5", "hdf5": try ModelFileWriter(self, training).writeHDF5(path)
        case "keras": try ModelFileWriter(self, training).writeArchive(path)
        default: throw KerasError.saving(file: path, expected: "a name that ends in .h5, .hdf5 or .keras")
        }
    }

    /// Saves the weights alone: `.weights.h5` as Keras 3 names and orders them, another `.h5` or `.hdf5` as Keras 2 does.
    ///
    /// - Throws: as ``save(_:)``.
    public func saveWeights(_ path: String) throws {
        guard ["h5", "hdf5"].contains(Self.suffix(path)) else {
            throw KerasError.saving(file: path, expected: "a name that ends in .h5, .hdf5 or .weights.h5")
        }
        let writer = ModelFileWriter(self)
        if path.lowercased().hasSuffix(".weights.h5") {
            try writer.writeVariables(path)
        } else {
            try writer.writeLayers(path)
        }
    }

    private static func suffix(_ path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        return name.contains(".") ? String(name.split(separator: ".").last ?? "").lowercased() : ""
    }
}

extension Network {
    /// The name of a layer whose function has none.
    fileprivate var namelessLambda: String? {
        for layer in layers {
            switch layer.kind {
            case .network(let network): if let name = network.namelessLambda { return name }
            case .layer:
                if layer.className == "Lambda", layer.entry[key: "config"]?[key: "function"]?.text == Lambda.nameless {
                    return layer.name
                }
            }
        }
        return nil
    }
}
