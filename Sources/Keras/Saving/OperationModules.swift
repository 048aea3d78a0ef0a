import OrderedCollections

/// Where Keras 3 keeps its operations.
///
/// Its own HDF5 files leave the module out, and it can't open them then ("Unknown layer: 'Relu'"); with the module it can.
enum OperationModules {
    static func entry(of layer: NetworkLayer) -> JSON {
        guard var members = layer.entry.object, members["module"] == nil,
            layer.entry[key: "inbound_nodes"]?.elements?.first?.object != nil
        else { return layer.entry }
        members["module"] = .string(ofNetworks.contains(layer.className) ? "keras.src.ops.nn" : "keras.src.ops.numpy")
        members["registered_name"] = .string(layer.className)
        return .object(members)
    }

    private static let ofNetworks: Set = [
        "Relu", "Relu6", "LeakyRelu", "Elu", "Selu", "Celu", "Gelu", "Silu", "Sigmoid", "LogSigmoid", "HardSigmoid", "HardSilu",
        "HardTanh", "HardShrink", "SoftShrink", "TanhShrink", "Softplus", "Softsign", "Squareplus", "SparsePlus", "Softmax",
        "LogSoftmax", "Sparsemax", "OneHot", "Threshold", "Glu", "MaxPool", "AveragePool", "Conv", "DepthwiseConv",
        "SeparableConv",
        "ConvTranspose", "BatchNorm", "Normalize", "LayerNorm", "RMSNorm", "Polar", "DotProductAttention", "Moments",
    ]
}
