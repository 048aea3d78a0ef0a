import Foundation
import HDF5
import TestMaterial
import Testing

@Suite("framerill bench", .timeLimit(.minutes(5)))
struct BenchTests {
    @Test("tells latency, arithmetic and each layer with what computes it")
    func text() async throws {
        let run = try await framerill("bench", Material.model, "--runs", "3", "--threads", "1", "--precision", "exact")
        #expect((run.status, run.errors) == (0, ""))
        #expect(run.outputLines.first?.hasPrefix("\(Material.model): 1×") == true)
        #expect(run.outputLines.contains { $0.hasPrefix("3 runs: median ") && $0.hasSuffix(" images/s") })
        let header = try #require(
            run.outputLines.firstIndex { $0.hasSuffix("layer  operation  implementation") || $0.contains("GFLOP/s  layer") })
        #expect(run.outputLines[header...].contains { $0.contains(#/ convolution +\w+:\w+$/#) })
        #expect(!run.output.contains("wino"))
    }

    @Test("as JSON, with as much arithmetic as TensorFlow's graph of the same network has", arguments: [1, 3])
    func json(batch: Int) async throws {
        let run = try await framerill("bench", Material.model, "--runs", "5", "--batch", "\(batch)", "--json")
        #expect((run.status, run.errors) == (0, ""))
        let report = try #require(JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        // Counted over the operations Conv2D and DepthwiseConv2dNative of tf.function's graph.
        #expect(report["arithmetic"] as? Int == batch * 2_686_361_600)
        let layers = try #require(report["layers"] as? [[String: Any]])
        #expect(layers.reduce(0) { $0 + ($1["arithmetic"] as? Int ?? 0) } == batch * 2_686_361_600)
        #expect((report["inputs"] as? [[Int]])?.first?.first == batch)
        let latency = try #require(report["latency"] as? [String: Double])
        let order = ["least", "median", "p90", "p95", "p99", "most"].compactMap { latency[$0] }
        #expect(order.count == 6 && order == order.sorted() && order[0] > 0)
        #expect(latency["runs"] == 5)
        #expect((report["peak"] as? Double ?? 0) > 1e8)
    }

    @Test(
        "wrong numbers are wrong usage",
        arguments: [
            (["--runs", "0"], "--runs: expected from 1 to 1000000, found 0"),
            (["--threads", "2000"], "--threads: expected from 1 to 1024, found 2000"),
            (["--size", "big"], "The value 'big' is invalid for '--size <HxW>'"),
        ])
    func wrongUsage(arguments: [String], message: String) async throws {
        let run = try await framerill(["bench", Material.model] + arguments)
        #expect(run.status == 64)
        #expect(run.errors.contains(message), "\(run.errors)")
    }

    @Test("images whose size the model leaves open need one")
    func openSize() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("open.h5")
        let file = try HDF5File.create(path)
        let layers = """
            [{"class_name": "InputLayer", "name": "image", "inbound_nodes": [], "config": {"batch_input_shape": [null, null, null, 3], \
            "dtype": "float32", "sparse": false, "name": "image"}}, {"class_name": "MaxPooling2D", "name": "pool", "config": {"name": \
            "pool", "pool_size": [2, 2], "strides": [2, 2], "padding": "valid", "data_format": "channels_last"}, \
            "inbound_nodes": [[["image", 0, 0, {}]]]}]
            """
        try file.root.setAttribute(
            "model_config",
            to: .string(
                """
                {"class_name": "Functional", "config": {"name": "open", "layers": \(layers), "input_layers": [["image", 0, 0]], \
                "output_layers": [["pool", 0, 0]]}}
                """))
        try file.root.setAttribute("keras_version", to: .string("2.15.0"))
        let weights = try file.root.group("model_weights")
        try weights.setAttribute("layer_names", to: .strings(["image", "pool"]))
        for name in ["image", "pool"] { try weights.group(name).setAttribute("weight_names", to: .strings([])) }
        try file.commit()
        let without = try await framerill("bench", path)
        #expect(without.status == 64)
        #expect(without.errors.contains("input \"image\": expected extents for [?, ?, ?, 3], found none; give --size"))
        let with = try await framerill("bench", path, "--size", "32x48", "--runs", "1")
        #expect((with.status, with.errors) == (0, ""))
        #expect(with.outputLines.first?.hasPrefix("\(path): 1×32×48×3, fast, ") == true)
    }
}
