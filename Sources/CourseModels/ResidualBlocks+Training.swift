public import Keras

// The blocks of the second generation: whether the batch's own statistics are used is told in the call, and how the kernels begin
// is an argument.

/// `identity_block(X, f, filters, training=True, initializer=random_uniform)`.
///
/// - Parameters:
///   - training: whether normalisation takes the statistics of the batch at hand, not those that training settled.
///   - initializer: how the kernels begin.
public func identityBlock(
    _ input: KerasTensor, f: Int, filters: [Int], training: Bool = true,
    initializer: InitializerOption = .randomUniform(seed: 0)
) -> KerasTensor {
    let shortcut = input

    // First component of the main path.
    var x = Conv2D(filters[0], kernelSize: 1, strides: 1, padding: "valid", kernelInitializer: initializer)(input)
    x = BatchNormalization(axis: 3)(x, training: training)
    x = Activation("relu")(x)

    // Second component of the main path.
    x = Conv2D(filters[1], kernelSize: f, strides: 1, padding: "same", kernelInitializer: initializer)(x)
    x = BatchNormalization(axis: 3)(x, training: training)
    x = Activation("relu")(x)

    // Third component of the main path.
    x = Conv2D(filters[2], kernelSize: 1, strides: 1, padding: "valid", kernelInitializer: initializer)(x)
    x = BatchNormalization(axis: 3)(x, training: training)

    x = Add()([x, shortcut])
    return Activation("relu")(x)
}

/// `convolutional_block(X, f, filters, s=2, training=True, initializer=glorot_uniform)`.
public func convolutionalBlock(
    _ input: KerasTensor, f: Int, filters: [Int], s: Int = 2, training: Bool = true,
    initializer: InitializerOption = .glorotUniform(seed: 0)
) -> KerasTensor {
    var shortcut = input

    // First component of the main path.
    var x = Conv2D(filters[0], kernelSize: 1, strides: s, padding: "valid", kernelInitializer: initializer)(input)
    x = BatchNormalization(axis: 3)(x, training: training)
    x = Activation("relu")(x)

    // Second component of the main path.
    x = Conv2D(filters[1], kernelSize: f, strides: 1, padding: "same", kernelInitializer: initializer)(x)
    x = BatchNormalization(axis: 3)(x, training: training)
    x = Activation("relu")(x)

    // Third component of the main path.
    x = Conv2D(filters[2], kernelSize: 1, strides: 1, padding: "valid", kernelInitializer: initializer)(x)
    x = BatchNormalization(axis: 3)(x, training: training)

    // The shortcut.
    shortcut = Conv2D(filters[2], kernelSize: 1, strides: s, padding: "valid", kernelInitializer: initializer)(shortcut)
    shortcut = BatchNormalization(axis: 3)(shortcut, training: training)

    x = Add()([x, shortcut])
    return Activation("relu")(x)
}
