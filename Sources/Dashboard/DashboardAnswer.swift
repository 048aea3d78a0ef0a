package import Dataflow
package import Foundation

/// What the dashboard answers to a request: the page, or the counts of this moment.
package struct DashboardAnswer: Sendable, Equatable {
    package let contentType: String
    package let body: Data

    /// Nil for a path that there is nothing at. Before the run has begun the counts are `null`.
    package init?(path: String, control: RunControl) throws {
        switch path {
        case "/":
            contentType = "text/html; charset=utf-8"
            body = Data(DashboardPage.html.utf8)
        case "/snapshot.json":
            contentType = "application/json"
            body = try JSONEncoder().encode(control.snapshot())
        default:
            return nil
        }
    }
}
