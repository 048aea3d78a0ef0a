/// A number in memory that datasets and attributes can be read into and written from.
public protocol HDF5Element: BitwiseCopyable, Sendable {
    /// Which of the file's types has this layout. Its size must be that of the Swift type.
    static var elementType: ElementType { get }
}

extension Int8: HDF5Element { public static var elementType: ElementType { .int8 } }
extension UInt8: HDF5Element { public static var elementType: ElementType { .uint8 } }
extension Int16: HDF5Element { public static var elementType: ElementType { .int16 } }
extension UInt16: HDF5Element { public static var elementType: ElementType { .uint16 } }
extension Int32: HDF5Element { public static var elementType: ElementType { .int32 } }
extension UInt32: HDF5Element { public static var elementType: ElementType { .uint32 } }
extension Int64: HDF5Element { public static var elementType: ElementType { .int64 } }
extension UInt64: HDF5Element { public static var elementType: ElementType { .uint64 } }
extension Int: HDF5Element { public static var elementType: ElementType { .int64 } }
extension Float16: HDF5Element { public static var elementType: ElementType { .float16 } }
extension Float: HDF5Element { public static var elementType: ElementType { .float32 } }
extension Double: HDF5Element { public static var elementType: ElementType { .float64 } }
