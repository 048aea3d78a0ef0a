public import Dataflow
public import ServiceLifecycle

/// A run of a pipeline as a service of swift-service-lifecycle, beside a program's others.
///
/// ```swift
/// let cars = PipelineService { control in
///     print(try await pipeline.run(control: control, watch: RunWatch(stopWithin: .seconds(20))))
/// }
/// let services = ServiceGroup(configuration: ServiceGroupConfiguration(
///     services: [.init(service: cars, successTerminationBehavior: .gracefullyShutdownGroup)],
///     gracefulShutdownSignals: [.sigterm, .sigint], logger: .current))
/// try await services.run()
/// ```
///
/// A graceful shutdown stops the run: its sources emit no more, what is on its way arrives, and the service ends with the run. A
/// cancelling cancels it. A pipeline that comes to its end by itself ends the service; the group takes that for an error unless its
/// `successTerminationBehavior` says otherwise, as above.
public struct PipelineService: Service {
    private let control: RunControl
    private let work: @Sendable (RunControl) async throws -> Void

    /// - Parameters:
    ///   - control: The control of the run.
    ///   - work: Runs the pipeline with this control. What it throws ends the service.
    public init(control: RunControl = RunControl(), run work: @escaping @Sendable (RunControl) async throws -> Void) {
        self.control = control
        self.work = work
    }

    public func run() async throws {
        let control = control
        try await withGracefulShutdownHandler {
            try await work(control)
        } onGracefulShutdown: {
            control.stop()
        }
    }
}
