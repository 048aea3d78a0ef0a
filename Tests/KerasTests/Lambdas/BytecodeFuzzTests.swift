import Foundation
import HDF5
import Keras
import NeuralNetwork
import Testing

/// Code with some bytes changed: whatever comes of it, it is read or refused.
@Suite struct BytecodeFuzzTests {
    @Test("20,000 mutations of real code neither crash nor hang")
    func mutations() throws {
        let root = try HDF5File(reading: References.path("bytecode.h5")).root
        let texts = try root.dataset("codes").readStrings() + root.dataset("refused_codes").readStrings()
        let codes = texts.map { text in
            Array(Data(base64Encoded: text.filter { $0 != "\n" }) ?? Data())
        }
        var random = RepeatableGenerator(state: 4711)
        var counts = (read: 0, refused: 0, noCode: 0)
        for _ in 0..<20_000 {
            var bytes = codes.randomElement(using: &random)!
            for _ in 0..<Int.random(in: 1...4, using: &random) { Self.mutate(&bytes, &random) }
            guard let code = try? MarshalReader.code(in: bytes) else {
                counts.noCode += 1
                continue
            }
            _ = Disassembly.text(of: code, BytecodeReader.fittingVersion(code))
            do {
                _ = try LambdaModel.model(code: Data(bytes).base64EncodedString(), closure: "null")
                counts.read += 1
            } catch {
                counts.refused += 1
            }
        }
        // The mutations reach every part.
        #expect(counts.read > 500 && counts.refused > 2000 && counts.noCode > 2000, "\(counts)")
    }

    private static func mutate(_ bytes: inout [UInt8], _ random: inout RepeatableGenerator) {
        let index = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<8, using: &random) {
        case 0: bytes.remove(at: index)
        case 1: bytes.insert(UInt8.random(in: 0...255, using: &random), at: index)
        case 2: bytes[index] = bytes.randomElement(using: &random)!
        case 3: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 4: bytes[index] &+= 1
        case 5 where bytes.count > 8: bytes.swapAt(index, Int.random(in: 0..<bytes.count, using: &random))
        default: bytes[index] = UInt8.random(in: 0...255, using: &random)
        }
        if bytes.isEmpty { bytes = [0x63] }
    }
}

/// SplitMix64.
struct RepeatableGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
