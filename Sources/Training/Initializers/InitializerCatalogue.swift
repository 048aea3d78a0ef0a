/// Every initializer, with Keras' defaults: one file of `Initializers` and one line here for each.
public enum InitializerCatalogue {
    public static let initializers: [any Initializer] = [
        Zeros(),
        Ones(),
        Constant(),
        Identity(),
        RandomNormal(),
        RandomUniform(),
        TruncatedNormal(),
        VarianceScaling(),
        GlorotNormal(),
        GlorotUniform(),
        HeNormal(),
        HeUniform(),
        LecunNormal(),
        LecunUniform(),
        Orthogonal(),
    ]

    /// What Keras of any generation calls them besides their class names.
    public static let aliases: [String: String] = [
        "zeros": "Zeros", "zero": "Zeros", "ZerosV2": "Zeros",
        "ones": "Ones", "one": "Ones", "OnesV2": "Ones",
        "constant": "Constant", "ConstantV2": "Constant",
        "identity": "Identity", "IdentityInitializer": "Identity", "IdentityV2": "Identity",
        "random_normal": "RandomNormal", "normal": "RandomNormal", "RandomNormalV2": "RandomNormal",
        "random_uniform": "RandomUniform", "uniform": "RandomUniform", "RandomUniformV2": "RandomUniform",
        "truncated_normal": "TruncatedNormal", "TruncatedNormalV2": "TruncatedNormal",
        "variance_scaling": "VarianceScaling", "VarianceScalingV2": "VarianceScaling",
        "glorot_normal": "GlorotNormal", "GlorotNormalV2": "GlorotNormal", "glorot_normalV2": "GlorotNormal",
        "glorot_uniform": "GlorotUniform", "GlorotUniformV2": "GlorotUniform", "glorot_uniformV2": "GlorotUniform",
        "he_normal": "HeNormal", "HeNormalV2": "HeNormal", "he_normalV2": "HeNormal",
        "he_uniform": "HeUniform", "HeUniformV2": "HeUniform", "he_uniformV2": "HeUniform",
        "lecun_normal": "LecunNormal", "LecunNormalV2": "LecunNormal", "lecun_normalV2": "LecunNormal",
        "lecun_uniform": "LecunUniform", "LecunUniformV2": "LecunUniform", "lecun_uniformV2": "LecunUniform",
        "orthogonal": "Orthogonal", "OrthogonalInitializer": "Orthogonal", "OrthogonalV2": "Orthogonal",
    ]

    /// The one of a class name or another name of Keras, with Keras' defaults; nil for a name that Keras doesn't know.
    public static func initializer(named name: String) -> (any Initializer)? {
        let className = aliases[name] ?? name
        return initializers.first { type(of: $0).kerasName == className }
    }
}
