import Foundation
import HDF5
import Keras
import NeuralNetwork
import Testing

/// Functions as each Python from 2.7 to 3.14 compiles them, from `References/make_bytecode.py`.
@Suite struct BytecodeTests {
    let root: Group

    init() throws { root = try HDF5File(reading: References.path("bytecode.h5")).root }

    @Test("code of each Python is known as its own and gives what Python gives")
    func versions() throws {
        let names = try root.dataset("names").readStrings()
        let codes = try root.dataset("codes").readStrings()
        let closures = try root.dataset("closures").readStrings()
        let outputs = try root.dataset("outputs").readStrings()
        let values = try root.dataset("values").read(as: Float.self)
        #expect(names.count > 250)
        var position = 0
        for index in names.indices {
            let shape = try JSONDecoder().decode([Int].self, from: Data(outputs[index].utf8))
            let count = shape.reduce(1, *)
            let expected = Tensor(shape: shape, values: Array(values[position..<position + count]))
            position += count
            do {
                let result = try LambdaModel.answer(code: codes[index], closure: closures[index])
                let distance = Agreement.distance(result, expected)
                #expect(distance < 1e-5, "\(names[index]): off by \(distance), shape \(result.shape) for \(expected.shape)")
                let version = String(names[index].prefix { $0 != ":" })
                let found = BytecodeReader.fittingVersion(try LambdaModel.code(codes[index])).rawValue
                #expect(Self.mayBe(found, version), "\(names[index]) was read as \(found)")
            } catch {
                Issue.record("\(names[index]): \(error)")
            }
        }
    }

    /// Code that several versions write alike is read as the first of them.
    private static func mayBe(_ found: String, _ version: String) -> Bool {
        switch found {
        case "3.6 to 3.7": ["3.6", "3.7"].contains(version)
        case "3.9 to 3.10": ["3.8", "3.9", "3.10"].contains(version)
        case "3.11": ["3.11", "3.12"].contains(version)
        default: found == version
        }
    }

    @Test("what is not straight-line code of known functions is refused with the reason")
    func refusals() throws {
        let names = try root.dataset("refused_names").readStrings()
        let codes = try root.dataset("refused_codes").readStrings()
        var reasons: [String: String] = [:]
        for (name, code) in zip(names, codes) {
            do {
                _ = try LambdaModel.answer(code: code, closure: "null")
                Issue.record("\(name) was read")
            } catch KerasError.unreadableFunction(_, _, _, let reason, let listing) {
                reasons[name] = reason
                #expect(listing?.contains("functions.py:1, Python 3.1") == true, "\(name): \(listing ?? "no listing")")
            }
        }
        #expect(reasons == Self.expectedReasons)
    }

    private static let expectedReasons = [
        "branch": "it branches (POP_JUMP_FORWARD_IF_FALSE at byte 14)",
        "loop": "it loops (FOR_ITER at byte 32)",
        "filter": "it branches (POP_JUMP_BACKWARD_IF_FALSE at byte 14)",
        "generator": "it is a generator or a coroutine",
        "unknown global": "it uses the global \"SCALE\", which is not in the file",
        "unknown module": "it imports \"cv2\", which Framerill doesn't know",
        "unknown function": "tf.linalg.svd is not a function that Framerill knows",
        "unknown argument": "tf.nn.softmax has no argument \"temperature\" that Framerill knows",
        "missing argument": "its argument \"scale\" has no value in the file",
        "closure lost": "its variable \"factor\" has no value in the file",
        "function handed on": "it hands on a function that it defines itself",
        "changed attribute": "it changes something that it has not made (STORE_ATTR at byte 6)",
        "global changed": "it changes something that it has not made (STORE_GLOBAL at byte 4)",
        "dropped call": "it drops what a call gives, so that call must change something",
        "unpacked call": "it does what Framerill doesn't read (CALL_FUNCTION_EX at byte 30)",
        "dictionary": "it does what Framerill doesn't read (BUILD_MAP at byte 26)",
        "strings": "it joins a tensor and \"a\"",
        "division": "it divides by 0",
        "huge list": "it makes a list of too many values",
        "huge shape": "it makes an array of shape [4000, 4000, 4000]",
        "huge power": "it computes an integer of more than 63 bits",
    ]

    @Test("a refusal shows the code and says how to register a function")
    func text() throws {
        let names = try root.dataset("refused_names").readStrings()
        let code = try root.dataset("refused_codes").readStrings()[try #require(names.firstIndex(of: "branch"))]
        #expect {
            _ = try LambdaModel.answer(code: code, closure: "null")
        } throws: {
            "\($0)" == """
                configuration: layer "function" (Lambda): the function "<lambda>" can't be read: it branches \
                (POP_JUMP_FORWARD_IF_FALSE at byte 14); register what it computes under the name of the layer or of the function: \
                LambdaFunction("function") { graph, inputs, arguments in … }
                <lambda>(x), functions.py:1, Python 3.11
                   0 RESUME
                   2 LOAD_GLOBAL 0 (training)
                  14 POP_JUMP_FORWARD_IF_FALSE 2
                  16 LOAD_FAST 0 (x)
                  18 JUMP_FORWARD 4
                  20 LOAD_FAST 0 (x)
                  22 LOAD_CONST 1 (2)
                  24 BINARY_OP 5 (*)
                  28 RETURN_VALUE
                """
        }
    }

    @Test("a listing has at most 41 lines")
    func longListing() throws {
        let texts = try root.dataset("codes").readStrings() + root.dataset("refused_codes").readStrings()
        var longest = 0
        for text in texts {
            let code = try LambdaModel.code(text)
            longest = max(longest, Disassembly.text(of: code, BytecodeReader.fittingVersion(code)).split(separator: "\n").count)
        }
        #expect(longest <= 42)
    }

    @Test("a name without code is read if it is known, and else refused")
    func names() throws {
        func answer(_ function: String) throws -> Tensor {
            let configuration = """
                {"class_name": "Sequential", "config": [{"class_name": "Lambda", "config": {"name": "f", \
                "batch_input_shape": [null, 4, 6, 3], "function": \(function)}}]}
                """
            let model = try Model(configuration: configuration, version: "3.15.1", options: PlanOptions(threads: 1)) {
                Tensor(uninitialized: $1)
            }
            return try model.predict(ReferenceNumbers.inputs([[2, 4, 6, 3]]))[0]
        }
        #expect(try answer(#""space_to_depth_x2""#).shape == [2, 2, 3, 12])
        let named = #"{"module": "keras.ops", "class_name": "function", "config": "relu6", "registered_name": "relu6"}"#
        #expect(try answer(named).values.allSatisfy { $0 >= 0 })
        #expect {
            _ = try answer(#""my_function""#)
        } throws: {
            "\($0)"
                == "configuration: layer \"f\" (Lambda): the function \"my_function\" can't be read: the file has its name alone, "
                + "which Framerill doesn't know; register what it computes under the name of the layer or of the function: "
                + "LambdaFunction(\"f\") { graph, inputs, arguments in … }"
        }
        #expect {
            _ = try answer(#""l2_normalize""#)
        } throws: {
            "\($0)".contains("the file doesn't say along which axis it works")
        }
    }
}

/// A model of one Lambda layer on images of (4, 6, 3).
enum LambdaModel {
    static func model(code: String, closure: String) throws -> Model {
        let configuration = """
            {"class_name": "Sequential", "config": [{"class_name": "Lambda", "config": {"name": "function", \
            "batch_input_shape": [null, 4, 6, 3], "function": [\(JSON.string(code)), null, \(closure)], \
            "function_type": "lambda", "arguments": {}}}]}
            """
        return try Model(configuration: configuration, version: "2.2.4", options: PlanOptions(threads: 1)) {
            Tensor(uninitialized: $1)
        }
    }

    static func answer(code: String, closure: String) throws -> Tensor {
        try model(code: code, closure: closure).predict(ReferenceNumbers.inputs([[2, 4, 6, 3]]))[0]
    }

    static func code(_ text: String) throws -> PythonCode {
        let function = try SerializedFunction.read(.array([.string(text), .null, .null]))
        guard case .code(let code, _, _) = function else { throw ReadingFault("no code") }
        return code
    }
}
