package import Dataflow
package import Foundation

/// What the dashboard answers to a request: the page, the counts of this moment, or the same as metrics for Prometheus.
package struct DashboardAnswer: Sendable, Equatable {
    package let contentType: String
    package let body: Data

    /// Nil for a path that there is nothing at. Before the run has begun the counts are `null`, and there is no metric.
    ///
    /// - Parameters:
    ///   - pipeline: what metrics call the pipeline.
    ///   - metricsOnly: there is neither page nor counts.
    package init?(path: String, control: RunControl, pipeline: String, metricsOnly: Bool = false) throws {
        switch path {
        case "/metrics":
            contentType = PrometheusText.contentType
            body = Data(PrometheusText(control.snapshot(), pipeline: pipeline).text.utf8)
        case "/" where !metricsOnly:
            contentType = "text/html; charset=utf-8"
            body = Data(DashboardPage.html.utf8)
        case "/snapshot.json" where !metricsOnly:
            contentType = "application/json"
            body = try JSONEncoder().encode(control.snapshot())
        default:
            return nil
        }
    }
}
