import COneDNN

extension PrimitiveDescription {
    static func reorder(
        from source: Layout, to destination: Layout, _ attributes: Attributes? = nil
    ) throws -> PrimitiveDescription {
        try PrimitiveDescription("reorder", attributes ?? Attributes()) {
            framerill_reorder(&$0, $1, $2, source.handle, destination.handle)
        }
    }

    static func concatenation(of sources: [Layout], axis: Int, destination: Layout) throws -> PrimitiveDescription {
        try PrimitiveDescription("concat", Attributes()) {
            let handles = sources.map { Optional($0.handle) }
            return framerill_concatenation(&$0, $1, $2, handles, CInt(sources.count), CInt(axis), destination.handle)
        }
    }
}
