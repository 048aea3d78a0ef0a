/// Every layer that Framerill reads: one file of `Layers` and one line here for each.
public enum LayerCatalogue {
    static let layers: [any Layer.Type] = [
        // Core
        InputLayer.self,
        Dense.self,
        Activation.self,
        Lambda.self,
        // Convolution
        Conv2D.self,
        DepthwiseConv2D.self,
        SeparableConv2D.self,
        Conv2DTranspose.self,
        Conv1D.self,
        DepthwiseConv1D.self,
        SeparableConv1D.self,
        // Pooling
        MaxPooling2D.self,
        AveragePooling2D.self,
        GlobalMaxPooling2D.self,
        GlobalAveragePooling2D.self,
        MaxPooling1D.self,
        AveragePooling1D.self,
        GlobalMaxPooling1D.self,
        GlobalAveragePooling1D.self,
        // Normalisation and preprocessing
        BatchNormalization.self,
        Normalization.self,
        Rescaling.self,
        // Activations with options
        ReLU.self,
        LeakyReLU.self,
        PReLU.self,
        ELU.self,
        ThresholdedReLU.self,
        Softmax.self,
        // Merging
        Add.self,
        Subtract.self,
        Multiply.self,
        Average.self,
        Maximum.self,
        Minimum.self,
        Concatenate.self,
        // Reshaping
        Flatten.self,
        Reshape.self,
        Permute.self,
        RepeatVector.self,
        ZeroPadding2D.self,
        Cropping2D.self,
        UpSampling2D.self,
        ZeroPadding1D.self,
        Cropping1D.self,
        UpSampling1D.self,
        // Active in training only
        Dropout.self,
        SpatialDropout1D.self,
        SpatialDropout2D.self,
        SpatialDropout3D.self,
        AlphaDropout.self,
        GaussianDropout.self,
        GaussianNoise.self,
        ActivityRegularization.self,
        // Of Keras 1 alone, in the folder Legacy
        MaxoutDense.self,
        Highway.self,
        ParametricSoftplus.self,
        SReLU.self,
        Deconvolution2D.self,
        SamplewiseNormalization.self,
        BatchwiseNormalization.self,
        CosineMerge.self,
    ]

    /// The class names of all layers, in the order of the catalogue.
    package static var names: [String] { layers.map { $0.kerasName } }

    static func layer(named name: String) -> (any Layer.Type)? { byName[name] }

    private static let byName: [String: any Layer.Type] = Dictionary(uniqueKeysWithValues: layers.map { ($0.kerasName, $0) })
}
