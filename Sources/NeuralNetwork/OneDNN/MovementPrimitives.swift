import COneDNN

extension PrimitiveDescription {
    static func reorder(from source: Layout, to destination: Layout) throws -> PrimitiveDescription {
        var handle: dnnl_primitive_desc_t?
        let (engine, attributes) = (try Engine.shared(), try Attributes())
        var (source, destination) = (source.descriptor, destination.descriptor)
        try check(
            dnnl_reorder_primitive_desc_create(&handle, &source, engine.handle, &destination, engine.handle, attributes.handle),
            "reorder")
        return PrimitiveDescription(adopting: handle!)
    }

    static func concatenation(of sources: [Layout], axis: Int, destination: Layout) throws -> PrimitiveDescription {
        var handle: dnnl_primitive_desc_t?
        let (engine, attributes) = (try Engine.shared(), try Attributes())
        var destination = destination.descriptor
        try check(
            dnnl_concat_primitive_desc_create(
                &handle, &destination, CInt(sources.count), CInt(axis), sources.map(\.descriptor), attributes.handle,
                engine.handle),
            "concat")
        return PrimitiveDescription(adopting: handle!)
    }
}
