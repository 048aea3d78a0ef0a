public import Keras

// Residual networks: the blocks of the first generation, whose layers have names. Reads line by line as the notebook's Python.

/// Three convolutions beside a shortcut that changes nothing; `identity_block(X, f, filters, stage, block)`.
///
/// - Parameters:
///   - f: the window of the convolution in the middle.
///   - filters: how many channels each of the three gives.
///   - stage: where the block stands, for the names of its layers.
///   - block: which of its stage it is.
public func identityBlock(_ input: KerasTensor, f: Int, filters: [Int], stage: Int, block: String) -> KerasTensor {
    let convNameBase = "res\(stage)\(block)_branch"
    let bnNameBase = "bn\(stage)\(block)_branch"
    let shortcut = input

    // First component of the main path.
    var x = Conv2D(
        filters[0], kernelSize: 1, strides: 1, padding: "valid", kernelInitializer: .glorotUniform(seed: 0),
        name: convNameBase + "2a")(input)
    x = BatchNormalization(axis: 3, name: bnNameBase + "2a")(x)
    x = Activation("relu")(x)

    // Second component of the main path.
    x = Conv2D(
        filters[1], kernelSize: f, strides: 1, padding: "same", kernelInitializer: .glorotUniform(seed: 0),
        name: convNameBase + "2b")(x)
    x = BatchNormalization(axis: 3, name: bnNameBase + "2b")(x)
    x = Activation("relu")(x)

    // Third component of the main path.
    x = Conv2D(
        filters[2], kernelSize: 1, strides: 1, padding: "valid", kernelInitializer: .glorotUniform(seed: 0),
        name: convNameBase + "2c")(x)
    x = BatchNormalization(axis: 3, name: bnNameBase + "2c")(x)

    // The shortcut is added before the last activation.
    x = Add()([x, shortcut])
    return Activation("relu")(x)
}

/// The same with a convolution in the shortcut, where the shape changes;
/// `convolutional_block(X, f, filters, stage, block, s=2)`.
///
/// - Parameter s: the strides of the first convolution and of the shortcut's; the rest as of `identityBlock`.
public func convolutionalBlock(
    _ input: KerasTensor, f: Int, filters: [Int], stage: Int, block: String, s: Int = 2
) -> KerasTensor {
    let convNameBase = "res\(stage)\(block)_branch"
    let bnNameBase = "bn\(stage)\(block)_branch"
    var shortcut = input

    // First component of the main path.
    var x = Conv2D(
        filters[0], kernelSize: 1, strides: s, kernelInitializer: .glorotUniform(seed: 0), name: convNameBase + "2a")(input)
    x = BatchNormalization(axis: 3, name: bnNameBase + "2a")(x)
    x = Activation("relu")(x)

    // Second component of the main path.
    x = Conv2D(
        filters[1], kernelSize: f, strides: 1, padding: "same", kernelInitializer: .glorotUniform(seed: 0),
        name: convNameBase + "2b")(x)
    x = BatchNormalization(axis: 3, name: bnNameBase + "2b")(x)
    x = Activation("relu")(x)

    // Third component of the main path.
    x = Conv2D(
        filters[2], kernelSize: 1, strides: 1, kernelInitializer: .glorotUniform(seed: 0), name: convNameBase + "2c")(x)
    x = BatchNormalization(axis: 3, name: bnNameBase + "2c")(x)

    // The shortcut.
    shortcut = Conv2D(
        filters[2], kernelSize: 1, strides: s, kernelInitializer: .glorotUniform(seed: 0), name: convNameBase + "1")(shortcut)
    shortcut = BatchNormalization(axis: 3, name: bnNameBase + "1")(shortcut)

    x = Add()([x, shortcut])
    return Activation("relu")(x)
}
