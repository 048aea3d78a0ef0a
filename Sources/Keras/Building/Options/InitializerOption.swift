import OrderedCollections
public import Training

/// How a weight begins: by a name of Keras' (`"he_normal"`), or with options (`.glorotUniform(seed: 0)`).
public struct InitializerOption: Sendable, ExpressibleByStringLiteral {
    let json: JSON

    private init(_ className: String, _ options: OrderedDictionary<String, JSON> = [:]) {
        json = .keras("initializers", className, .object(options))
    }

    /// A name of Keras'; `Model` refuses one that Keras doesn't know.
    public init(stringLiteral name: String) { self.init(name) }

    public init(_ name: String) {
        let known = InitializerCatalogue.initializer(named: name)
        self = known.flatMap(Self.init) ?? Self(name, [:])
    }

    /// nil for an initializer that isn't one of Keras'.
    public init?(_ initializer: any Initializer) {
        let options: OrderedDictionary<String, JSON>
        switch initializer {
        case is Zeros, is Ones: options = [:]
        case let own as Training.Constant:
            options = ["value": own.values.count == 1 ? .decimal(own.values[0]) : .array(own.values.map(JSON.decimal))]
        case let own as Training.Identity: options = ["gain": .decimal(own.gain)]
        case let own as RandomUniform:
            options = ["minval": .decimal(own.minimum), "maxval": .decimal(own.maximum), "seed": .seed(own.seed)]
        case let own as RandomNormal:
            options = ["mean": .decimal(own.mean), "stddev": .decimal(own.standardDeviation), "seed": .seed(own.seed)]
        case let own as TruncatedNormal:
            options = ["mean": .decimal(own.mean), "stddev": .decimal(own.standardDeviation), "seed": .seed(own.seed)]
        case let own as VarianceScaling:
            options = [
                "scale": .number(own.scale), "mode": .string(own.mode.rawValue),
                "distribution": .string(own.distribution.rawValue), "seed": .seed(own.seed),
            ]
        case let own as Orthogonal: options = ["gain": .decimal(own.gain), "seed": .seed(own.seed)]
        case let own as any RandomInitializer: options = ["seed": .seed(own.seed)]
        default: return nil
        }
        self.init(type(of: initializer).kerasName, options)
    }

    public static let zeros = Self("zeros")
    public static let ones = Self("ones")

    public static func constant(_ value: Float) -> Self { Self(Training.Constant(value: value))! }
    public static func glorotUniform(seed: Int? = nil) -> Self { Self(GlorotUniform(seed: seed))! }
    public static func glorotNormal(seed: Int? = nil) -> Self { Self(GlorotNormal(seed: seed))! }
    public static func heUniform(seed: Int? = nil) -> Self { Self(HeUniform(seed: seed))! }
    public static func heNormal(seed: Int? = nil) -> Self { Self(HeNormal(seed: seed))! }
    public static func lecunUniform(seed: Int? = nil) -> Self { Self(LecunUniform(seed: seed))! }
    public static func lecunNormal(seed: Int? = nil) -> Self { Self(LecunNormal(seed: seed))! }
    public static func randomUniform(_ minimum: Float = -0.05, _ maximum: Float = 0.05, seed: Int? = nil) -> Self {
        Self(RandomUniform(minval: minimum, maxval: maximum, seed: seed))!
    }
    public static func randomNormal(mean: Float = 0, deviation: Float = 0.05, seed: Int? = nil) -> Self {
        Self(RandomNormal(mean: mean, stddev: deviation, seed: seed))!
    }
}
