public import Dataflow
import FlyingFox
import FlyingSocks

/// A live web page over one run: what each stage did, how full each channel is, which stage sets the pace; and at `/metrics` the
/// same for Prometheus.
///
/// It listens on this machine alone and reads snapshots; it can't change the run.
public struct DashboardServer: Sendable {
    private let control: RunControl
    private let port: UInt16
    private let pipeline: String
    private let metricsOnly: Bool

    /// - Parameters:
    ///   - port: of 127.0.0.1.
    ///   - pipeline: what metrics call the pipeline.
    ///   - metricsOnly: serves `/metrics` and no page.
    public init(watching control: RunControl, port: UInt16, pipeline: String = "", metricsOnly: Bool = false) {
        self.control = control
        self.port = port
        self.pipeline = pipeline
        self.metricsOnly = metricsOnly
    }

    /// What the server is called in messages.
    public var name: String { metricsOnly ? "metrics" : "dashboard" }

    public var address: String { "http://127.0.0.1:\(port)/\(metricsOnly ? "metrics" : "")" }

    /// Serves until the task is cancelled.
    ///
    /// - Throws: `DashboardError` when the port can't be had.
    public func run() async throws {
        let server = HTTPServer(
            config: .init(address: try .inet(ip4: "127.0.0.1", port: port), logger: .disabled),
            handler: ClosureHTTPHandler { [control, pipeline, metricsOnly] request in
                guard request.method == .GET,
                    let answer = try DashboardAnswer(
                        path: request.path, control: control, pipeline: pipeline, metricsOnly: metricsOnly)
                else {
                    return HTTPResponse(statusCode: .notFound)
                }
                return HTTPResponse(
                    statusCode: .ok, headers: [.contentType: answer.contentType, HTTPHeader("Cache-Control"): "no-store"],
                    body: answer.body)
            })
        do {
            try await server.run()
        } catch let error as CancellationError {
            throw error
        } catch {
            if Task.isCancelled { throw CancellationError() }
            throw DashboardError.unavailable(port: port, reason: "\(error)")
        }
    }
}

/// Why there is no dashboard.
public enum DashboardError: Error, Equatable, CustomStringConvertible {
    case unavailable(port: UInt16, reason: String)

    public var description: String {
        switch self {
        case .unavailable(let port, let reason):
            "dashboard: expected the port \(port) of 127.0.0.1 to be free, found: \(reason); give another port"
        }
    }
}
