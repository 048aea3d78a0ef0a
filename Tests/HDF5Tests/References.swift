import HDF5
import TestMaterial

/// The files that `References/make.py` made.
enum References {
    static func path(_ name: String) -> String { Project.path("Tests/HDF5Tests/References/\(name)") }

    static func open(_ name: String) throws -> Group { try HDF5File(reading: path(name)).root }
}

/// The text of the error that `body` throws, or "no error".
func message(_ body: () throws -> Void) -> String {
    do {
        try body()
        return "no error"
    } catch {
        return "\(error)"
    }
}
