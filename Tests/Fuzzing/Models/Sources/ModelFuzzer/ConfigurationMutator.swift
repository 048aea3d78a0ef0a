import CFuzzer
import Foundation

/// Changes configurations as JSON, so that most of what comes out is read beyond its first brace; everything else byte by byte.
@_cdecl("LLVMFuzzerCustomMutator")
func mutate(_ bytes: UnsafeMutablePointer<UInt8>, _ size: Int, _ capacity: Int, _ seed: UInt32) -> Int {
    var random = Generator(state: UInt64(seed))
    guard size > 1, bytes[0] < 254, random.next() % 8 > 0,
        let value = try? JSONSerialization.jsonObject(with: Data(bytes: bytes + 1, count: size - 1))
    else { return LLVMFuzzerMutate(bytes, size, capacity) }
    var changed = value
    for _ in 0...random.next() % 3 { changed = ConfigurationMutator.changed(changed, &random) }
    guard JSONSerialization.isValidJSONObject(changed), let text = try? JSONSerialization.data(withJSONObject: changed),
        text.count < capacity
    else { return LLVMFuzzerMutate(bytes, size, capacity) }
    text.copyBytes(to: bytes + 1, count: text.count)
    return text.count + 1
}

/// Repeatable random numbers (SplitMix64).
struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}

enum ConfigurationMutator {
    /// One place of a value changed, the deeper the likelier.
    static func changed(_ value: Any, _ random: inout Generator) -> Any {
        if let members = value as? [String: Any], !members.isEmpty, random.next() % 16 > 0 {
            var members = members
            let key = members.keys.sorted()[Int(random.next() % UInt64(members.count))]
            switch random.next() % 12 {
            case 0: members[key] = nil
            case 1: members[strange(&random) as? String ?? key] = members[key]
            default: members[key] = changed(members[key]!, &random)
            }
            return members
        }
        if let elements = value as? [Any], !elements.isEmpty, random.next() % 16 > 0 {
            var elements = elements
            let index = Int(random.next() % UInt64(elements.count))
            switch random.next() % 12 {
            case 0: elements.remove(at: index)
            case 1: elements.insert(elements[index], at: Int(random.next() % UInt64(elements.count + 1)))
            case 2: elements.swapAt(index, Int(random.next() % UInt64(elements.count)))
            default: elements[index] = changed(elements[index], &random)
            }
            return elements
        }
        return strange(&random)
    }

    private static func strange(_ random: inout Generator) -> Any {
        let values: [Any] = [
            0, 1, 2, 3, 7, -1, -2, 64, 255, 65536, 1 << 24, 1 << 31, 1 << 40, Int.max, Int.min, 0.5, -0.5, 1e-30, 1e30, true,
            false,
            NSNull(), "", "a", "same", "valid", "causal", "full", "channels_first", "channels_last", "relu", "softmax", "linear",
            "tanh", "gelu", "hard_sigmoid", "bilinear", "nearest", "float32", "int64", [] as [Any], [1, 2], [[1, 2], [3, 4]],
            [1, 2, 3],
            [NSNull(), 4], [NSNull(), 8, 8, 3], [:] as [String: Any], "Dense", "Conv2D", "DepthwiseConv2D", "SeparableConv2D",
            "Conv2DTranspose", "Conv1D", "BatchNormalization", "Normalization", "Activation", "Add", "Concatenate", "Flatten",
            "Reshape", "Permute", "RepeatVector", "ZeroPadding2D", "Cropping2D", "UpSampling2D", "MaxPooling2D",
            "AveragePooling2D",
            "GlobalAveragePooling2D", "PReLU", "LeakyReLU", "ReLU", "Softmax", "Rescaling", "Lambda", "InputLayer", "Sequential",
            "Functional", "Model", "Multiply", "Merge", "units", "filters", "kernel_size", "strides", "axis", "axes", "padding",
            "target_shape", "dims", "n", "batch_input_shape", "build_input_shape", "dilation_rate", "groups", "keepdims",
        ]
        return values[Int(random.next() % UInt64(values.count))]
    }
}
