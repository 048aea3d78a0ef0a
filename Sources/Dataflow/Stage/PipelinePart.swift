/// What stands in a pipeline: a ``Source``, a ``Stage``, a ``Join`` or a ``Sink``.
public protocol PipelinePart: Sendable {
    /// How the part runs unless the pipeline says otherwise. Its name is the type's name (a source's own name) by default.
    var defaultSettings: StageSettings { get }
}

extension PipelinePart {
    public var defaultSettings: StageSettings { StageSettings(name: "\(Self.self)") }
}
