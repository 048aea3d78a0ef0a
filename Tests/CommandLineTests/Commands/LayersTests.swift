import Foundation
import TestMaterial
import Testing

@Suite("framerill layers and summary --json", .timeLimit(.minutes(5)))
struct LayersTests {
    @Test("layers tells the options of one layer")
    func oneLayer() async throws {
        let run = try await framerill("layers", "UpSampling2D")
        #expect((run.status, run.errors) == (0, ""))
        #expect(
            run.output == """
                UpSampling2D
                    size           a positive integer or two of them; default [2, 2]
                    data_format    "channels_last" or "channels_first"; default "channels_last"
                    interpolation  "nearest" or "bilinear" or "bicubic" or "area" or "lanczos3" or "lanczos5" or "gaussian" or "mitchellcubic"; default "nearest"

                """)
    }

    @Test("layers lists all layers, also as JSON")
    func allLayers() async throws {
        let text = try await framerill("layers")
        let json = try await framerill("layers", "--json")
        #expect((text.status, json.status) == (0, 0))
        let layers = try #require(JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
        let names = layers.compactMap { $0["name"] as? String }
        #expect(names == text.outputLines.filter { !$0.hasPrefix(" ") })
        #expect(names.contains("Conv2D") && names.contains("MaxoutDense"))
        let dense = try #require(layers.first { $0["name"] as? String == "Dense" }?["options"] as? [[String: Any]])
        #expect(dense[0]["name"] as? String == "units")
        #expect(dense[0]["required"] as? Bool == true)
        #expect(dense[1]["default"] as? String == "true")
    }

    @Test("a layer that isn't known is wrong usage, with the nearest name")
    func unknownLayer() async throws {
        let run = try await framerill("layers", "Conv2d")
        #expect(run.status == 64)
        #expect(run.errors == "framerill layers: \"Conv2d\" is not a layer; did you mean \"Conv2D\"?\n")
    }

    @Test("summary gives a model as JSON")
    func summary() async throws {
        let run = try await framerill("summary", "--json", Project.path("Tests/KerasTests/References/functional-keras2.h5"))
        #expect((run.status, run.errors) == (0, ""))
        let model = try #require(JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect(model["name"] as? String == "twins")
        let inputs = try #require(model["inputs"] as? [[String: Any]])
        #expect(inputs.map { $0["name"] as? String } == ["right", "left"])
        let shape = try #require(inputs[0]["shape"] as? [Any])
        #expect(shape[0] is NSNull && shape.dropFirst().map { $0 as? Int } == [8, 8, 3])
        let summary = try #require(model["summary"] as? [String: Any])
        #expect((summary["rows"] as? [Any])?.isEmpty == false)
    }
}
