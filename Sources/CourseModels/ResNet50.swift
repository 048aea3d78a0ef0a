public import Keras

/// The residual network of 50 layers: `ResNet50(input_shape=(64, 64, 3), classes=6)` of the first generation.
///
/// He, Zhang, Ren, Sun: Deep Residual Learning for Image Recognition (2015), with the shortcuts' strides in the first convolution.
// swift-format-ignore: AlwaysUseLowerCamelCase
public func ResNet50(inputShape: [Int?] = [64, 64, 3], classes: Int = 6) throws -> Model {
    let xInput = Input(shape: inputShape)
    var x = ZeroPadding2D(padding: [3, 3])(xInput)

    // Stage 1
    x = Conv2D(64, kernelSize: 7, strides: 2, kernelInitializer: .glorotUniform(seed: 0), name: "conv1")(x)
    x = BatchNormalization(axis: 3, name: "bn_conv1")(x)
    x = Activation("relu")(x)
    x = MaxPooling2D(poolSize: 3, strides: 2)(x)

    // Stage 2
    x = convolutionalBlock(x, f: 3, filters: [64, 64, 256], stage: 2, block: "a", s: 1)
    x = identityBlock(x, f: 3, filters: [64, 64, 256], stage: 2, block: "b")
    x = identityBlock(x, f: 3, filters: [64, 64, 256], stage: 2, block: "c")

    // Stage 3
    x = convolutionalBlock(x, f: 3, filters: [128, 128, 512], stage: 3, block: "a", s: 2)
    x = identityBlock(x, f: 3, filters: [128, 128, 512], stage: 3, block: "b")
    x = identityBlock(x, f: 3, filters: [128, 128, 512], stage: 3, block: "c")
    x = identityBlock(x, f: 3, filters: [128, 128, 512], stage: 3, block: "d")

    // Stage 4
    x = convolutionalBlock(x, f: 3, filters: [256, 256, 1024], stage: 4, block: "a", s: 2)
    for block in ["b", "c", "d", "e", "f"] {
        x = identityBlock(x, f: 3, filters: [256, 256, 1024], stage: 4, block: block)
    }

    // Stage 5
    x = convolutionalBlock(x, f: 3, filters: [512, 512, 2048], stage: 5, block: "a", s: 2)
    x = identityBlock(x, f: 3, filters: [512, 512, 2048], stage: 5, block: "b")
    x = identityBlock(x, f: 3, filters: [512, 512, 2048], stage: 5, block: "c")

    x = AveragePooling2D(poolSize: [2, 2], name: "avg_pool")(x)

    // The classes
    x = Flatten()(x)
    x = Dense(classes, activation: "softmax", kernelInitializer: .glorotUniform(seed: 0), name: "fc\(classes)")(x)
    return try Model(inputs: xInput, outputs: x, name: "ResNet50")
}
