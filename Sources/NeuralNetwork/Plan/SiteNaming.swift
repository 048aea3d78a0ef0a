extension Site {
    /// Runs `body`; what oneDNN refuses there becomes an error that names this operation.
    func naming<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let failure as EngineFailure {
            throw GraphError.engine(site: description, call: failure.call, status: failure.status)
        } catch let mismatch as ShapeMismatch {
            throw GraphError(mismatch, at: self)
        }
    }
}
