import Foundation
import Keras
import NeuralNetwork
import TestMaterial
import Testing
import Training

/// What is written for TensorBoard, read by the rules of TensorFlow's records and of protocol buffers.
@Suite struct TensorBoardTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private struct Event: Equatable {
        let tag: String
        let value: Float
        let step: Int
    }

    /// The polynomial of Castagnoli, bit by bit, masked as in records.
    private func check(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        var state: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            state ^= UInt32(byte)
            for _ in 0..<8 { state = state & 1 == 0 ? state >> 1 : state >> 1 ^ 0x82F6_3B78 }
        }
        let sum = ~state
        return (sum >> 15 | sum << 17) &+ 0xA282_EAD8
    }

    private func records(_ path: String) throws -> [ArraySlice<UInt8>] {
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        func number(at place: Int, count: Int) -> UInt64 {
            (0..<count).reduce(0) { $0 | UInt64(bytes[place + $1]) << (8 * UInt64($1)) }
        }
        var (records, place) = ([ArraySlice<UInt8>](), 0)
        while place < bytes.count {
            let length = Int(number(at: place, count: 8))
            #expect(number(at: place + 8, count: 4) == UInt64(check(bytes[place..<place + 8])))
            let record = bytes[place + 12..<place + 12 + length]
            #expect(number(at: place + 12 + length, count: 4) == UInt64(check(record)))
            records.append(record)
            place += 16 + length
        }
        return records
    }

    /// The fields of a message: those of a length as their bytes, others as eight.
    private func fields(_ message: ArraySlice<UInt8>) -> [Int: ArraySlice<UInt8>] {
        var (fields, rest) = ([Int: ArraySlice<UInt8>](), message)
        func number() -> UInt64 {
            var (value, shift) = (UInt64(0), UInt64(0))
            while let byte = rest.popFirst() {
                value |= UInt64(byte & 0x7F) << shift
                shift += 7
                if byte & 0x80 == 0 { break }
            }
            return value
        }
        while !rest.isEmpty {
            let key = number()
            switch key & 7 {
            case 0:
                let value = number()
                fields[Int(key >> 3)] = (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }[...]
            case 1:
                fields[Int(key >> 3)] = rest.prefix(8)
                rest = rest.dropFirst(8)
            default:
                let count = Int(number())
                fields[Int(key >> 3)] = rest.prefix(count)
                rest = rest.dropFirst(count)
            }
        }
        return fields
    }

    private func events(_ part: String) throws -> [Event] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path("logs/\(part)"))
        #expect(names.count == 1 && names[0].hasPrefix("events.out.tfevents."))
        let records = try records(folder.path("logs/\(part)/\(names[0])"))
        #expect(fields(records[0])[3]?.elementsEqual("brain.Event:2".utf8) == true)
        return try records.dropFirst().map { record in
            let event = fields(record)
            let summary = fields(try #require(event[5]))
            let item = fields(try #require(summary[1]))
            let tensor = fields(try #require(item[8]))
            let bits = try #require(tensor[4]).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            return Event(
                tag: String(decoding: try #require(item[1]), as: UTF8.self), value: Float(bitPattern: bits),
                step: Int(try #require(event[2]).first ?? 255))
        }
    }

    @Test func `Losses of training and of validation stand under the same names in two folders`() throws {
        let configuration = """
            {"class_name": "Sequential", "config": {"name": "m", "layers": [
            {"class_name": "Dense", "config": {"name": "d", "units": 1, "batch_input_shape": [null, 1]}}]}}
            """
        let model = try Model(configuration: configuration, version: "2.15.0") { _, shape in
            ReferenceNumbers.tensor(shape, seed: 1)
        }
        .compile(optimizer: SGD(learningRate: 0.25), loss: "mse")
        let (x, y) = (ReferenceNumbers.tensor([8, 1], seed: 2), ReferenceNumbers.tensor([8, 1], seed: 3))
        let history = try model.fit(
            x, y, FitOptions(batchSize: 4, epochs: 2), validationSplit: 0.5,
            callbacks: [TensorBoard(folder.path("logs"), every: .batches(2))])
        let (loss, judged) = (history.values("loss"), history.values("val_loss"))
        #expect(
            try events("train") == [
                Event(tag: "epoch_loss", value: loss[0], step: 0), Event(tag: "epoch_learning_rate", value: 0.25, step: 0),
                Event(tag: "batch_loss", value: loss[1], step: 2), Event(tag: "epoch_loss", value: loss[1], step: 1),
                Event(tag: "epoch_learning_rate", value: 0.25, step: 1),
            ])
        #expect(
            try events("validation") == [
                Event(tag: "epoch_loss", value: judged[0], step: 0), Event(tag: "epoch_loss", value: judged[1], step: 1),
            ])
    }
}
