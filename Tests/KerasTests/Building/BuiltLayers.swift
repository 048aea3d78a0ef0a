import Keras

/// Each layer that can be built, in the order of `References/make_building.py` and as it stands there.
enum BuiltLayers {
    private static let image: [Int?] = [8, 8, 3]
    private static let series: [Int?] = [8, 3]
    private static let volume: [Int?] = [6, 6, 6, 2]
    private static let features: [Int?] = [5]

    static let all: [(name: String, shapes: [[Int?]], make: @Sendable () -> any LayerBuilder)] =
        one.map { ($0.0, [$0.1], $0.2) } + joining.map { ($0.0, [$0.1, $0.1], $0.2) }

    typealias Entry = (String, [Int?], @Sendable () -> any LayerBuilder)

    private static let one: [Entry] = core + convolutions + sequences + pooling + others + randomness

    private static let core: [Entry] = [
        ("Dense", features, { Dense(3) }),
        ("EinsumDense", series, { EinsumDense("abc,cd->abd", outputShape: [nil, 4], biasAxes: "d") }),
        ("Identity", features, { Identity() }),
        ("Activation", features, { Activation("relu") }),
    ]

    private static let convolutions: [Entry] = [
        ("Conv2D", image, { Conv2D(2, kernelSize: 3) }),
        ("DepthwiseConv2D", image, { DepthwiseConv2D(kernelSize: 3) }),
        ("SeparableConv2D", image, { SeparableConv2D(2, kernelSize: 3) }),
        ("Conv2DTranspose", image, { Conv2DTranspose(2, kernelSize: 3) }),
        ("Conv1D", series, { Conv1D(2, kernelSize: 3) }),
        ("DepthwiseConv1D", series, { DepthwiseConv1D(kernelSize: 3) }),
        ("SeparableConv1D", series, { SeparableConv1D(2, kernelSize: 3) }),
        ("Conv1DTranspose", series, { Conv1DTranspose(2, kernelSize: 3) }),
        ("Conv3D", volume, { Conv3D(2, kernelSize: 3) }),
        ("Conv3DTranspose", volume, { Conv3DTranspose(2, kernelSize: 3) }),
        ("LocallyConnected2D", image, { LocallyConnected2D(2, kernelSize: 3) }),
        ("LocallyConnected1D", series, { LocallyConnected1D(2, kernelSize: 3) }),
    ]

    private static let sequences: [Entry] = [
        ("Embedding", features, { Embedding(5, outputDimension: 2) }),
        ("Masking", series, { Masking(maskValue: 0.5) }),
        ("SimpleRNN", series, { SimpleRNN(2) }),
        ("GRU", series, { GRU(2) }),
        ("LSTM", series, { LSTM(2) }),
        ("ConvLSTM1D", [4] + series, { ConvLSTM1D(2, kernelSize: 3) }),
        ("ConvLSTM2D", [4] + image, { ConvLSTM2D(2, kernelSize: 3) }),
        ("ConvLSTM3D", [4] + volume, { ConvLSTM3D(2, kernelSize: 3) }),
        ("Bidirectional", series, { Bidirectional(LSTM(2)) }),
        ("TimeDistributed", series, { TimeDistributed(Dense(2)) }),
    ]

    private static let pooling: [Entry] = [
        ("MaxPooling2D", image, { MaxPooling2D() }),
        ("AveragePooling2D", image, { AveragePooling2D() }),
        ("GlobalMaxPooling2D", image, { GlobalMaxPooling2D() }),
        ("GlobalAveragePooling2D", image, { GlobalAveragePooling2D() }),
        ("MaxPooling1D", series, { MaxPooling1D() }),
        ("AveragePooling1D", series, { AveragePooling1D() }),
        ("GlobalMaxPooling1D", series, { GlobalMaxPooling1D() }),
        ("GlobalAveragePooling1D", series, { GlobalAveragePooling1D() }),
        ("MaxPooling3D", volume, { MaxPooling3D() }),
        ("AveragePooling3D", volume, { AveragePooling3D() }),
        ("GlobalMaxPooling3D", volume, { GlobalMaxPooling3D() }),
        ("GlobalAveragePooling3D", volume, { GlobalAveragePooling3D() }),
    ]

    private static let others: [Entry] = [
        ("BatchNormalization", image, { BatchNormalization() }),
        ("LayerNormalization", image, { LayerNormalization() }),
        ("GroupNormalization", image, { GroupNormalization(groups: 3) }),
        ("UnitNormalization", image, { UnitNormalization() }),
        ("Normalization", features, { Normalization() }),
        ("Rescaling", image, { Rescaling(0.5) }),
        ("Resizing", image, { Resizing(4, 4) }),
        ("CenterCrop", image, { CenterCrop(4, 4) }),
        ("ReLU", image, { ReLU(maxValue: 6, negativeSlope: 0.1) }),
        ("LeakyReLU", image, { LeakyReLU(alpha: 0.3) }),
        ("PReLU", image, { PReLU() }),
        ("ELU", image, { ELU(alpha: 0.3) }),
        ("ThresholdedReLU", image, { ThresholdedReLU(theta: 0.3) }),
        ("Softmax", image, { Softmax() }),
        ("Flatten", image, { Flatten() }),
        ("Reshape", series, { Reshape([3, -1]) }),
        ("Permute", series, { Permute([2, 1]) }),
        ("RepeatVector", features, { RepeatVector(2) }),
        ("ZeroPadding2D", image, { ZeroPadding2D() }),
        ("Cropping2D", image, { Cropping2D(cropping: [[1, 0], [2, 1]]) }),
        ("UpSampling2D", image, { UpSampling2D() }),
        ("ZeroPadding1D", series, { ZeroPadding1D() }),
        ("Cropping1D", series, { Cropping1D() }),
        ("UpSampling1D", series, { UpSampling1D() }),
        ("ZeroPadding3D", volume, { ZeroPadding3D() }),
        ("Cropping3D", volume, { Cropping3D() }),
        ("UpSampling3D", volume, { UpSampling3D() }),
    ]

    private static let randomness: [Entry] = [
        ("Dropout", image, { Dropout(0.5) }),
        ("SpatialDropout1D", series, { SpatialDropout1D(0.5) }),
        ("SpatialDropout2D", image, { SpatialDropout2D(0.5) }),
        ("SpatialDropout3D", volume, { SpatialDropout3D(0.5) }),
        ("AlphaDropout", image, { AlphaDropout(0.5) }),
        ("GaussianDropout", image, { GaussianDropout(0.5) }),
        ("GaussianNoise", image, { GaussianNoise(0.5) }),
        ("ActivityRegularization", image, { ActivityRegularization(l1: 0.1, l2: 0.2) }),
        ("RandomFlip", image, { RandomFlip() }),
        ("RandomRotation", image, { RandomRotation(0.2) }),
        ("RandomZoom", image, { RandomZoom(0.2) }),
        ("RandomTranslation", image, { RandomTranslation(0.2, widthFactor: 0.1) }),
        ("RandomContrast", image, { RandomContrast(0.2) }),
        ("RandomBrightness", image, { RandomBrightness(0.2) }),
        ("RandomCrop", image, { RandomCrop(4, 4) }),
        ("RandomHeight", image, { RandomHeight(0.2) }),
        ("RandomWidth", image, { RandomWidth(0.2) }),
    ]

    private static let joining: [Entry] = [
        ("Add", image, { Add() }),
        ("Subtract", image, { Subtract() }),
        ("Multiply", image, { Multiply() }),
        ("Average", image, { Average() }),
        ("Maximum", image, { Maximum() }),
        ("Minimum", image, { Minimum() }),
        ("Concatenate", image, { Concatenate() }),
        ("Dot", features, { Dot(axes: 1) }),
        ("Attention", series, { Attention() }),
        ("AdditiveAttention", series, { AdditiveAttention() }),
    ]

    /// Layers that Keras 3 alone has, in the order of the script.
    static let ofKeras3: [(shape: [Int?], layer: any LayerBuilder)] =
        imagesOfKeras3.map { (image, $0) } + [
            (series, AdaptiveAveragePooling1D(2)), (series, AdaptiveMaxPooling1D(2)), (image, AdaptiveAveragePooling2D(2)),
            (image, AdaptiveMaxPooling2D([2, 3])), (volume, AdaptiveAveragePooling3D(2)), (volume, AdaptiveMaxPooling3D(2)),
        ]

    private static let imagesOfKeras3: [any LayerBuilder] = [
        RandomShear(), RandomShear(xFactor: 0.2, yFactor: [0.1, 0.3], seed: 3), RandomPerspective(), RandomErasing(),
        RandomErasing(0.5, fillValue: [7]), RandomHue(0.2), RandomSaturation(0.2), RandomColorJitter(),
        RandomColorJitter(brightnessFactor: 0.2, hueFactor: [0.1, 0.3]), RandomColorDegeneration(0.2), RandomGrayscale(0.3),
        RandomInvert(), RandomPosterization(4.0), RandomSharpness(0.2, valueRange: [0, 1]), RandomGaussianBlur(), RandAugment(),
        AugMix(), CutMix(), MixUp(), Solarization(additionFactor: 0.1, thresholdFactor: 0.2), Equalization(), AutoContrast(),
        RandomElasticTransform(), RMSNormalization(),
    ]
}
