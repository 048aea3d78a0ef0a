import Foundation
import HDF5
import TestMaterial
import Testing

/// Parts of datasets, and files that are parts of files.
@Suite struct PartReadingTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func kernel(_ shape: [Int]) throws -> (path: String, values: [Float]) {
        let values = (0..<shape.reduce(1, *)).map { Float($0) * 0.5 }
        let path = folder.path("kernel.h5")
        let file = try HDF5File.create(path)
        try file.root.write(values, shape: shape, to: "kernel")
        try file.commit()
        return (path, values)
    }

    @Test("every box of neighbours is read as it stands in the whole")
    func boxes() throws {
        let shape = [3, 2, 4, 5]
        let (path, values) = try kernel(shape)
        let dataset = try HDF5File(reading: path).root.dataset("kernel")
        #expect(dataset.isContiguous)
        var boxes = 0
        for axis in shape.indices {
            let inner = shape[(axis + 1)...].reduce(1, *)
            let block = inner * shape[axis]
            for start in stride(from: 0, to: values.count, by: block) {
                for first in 0..<shape[axis] {
                    for count in 1...shape[axis] - first {
                        let range = start + first * inner..<start + (first + count) * inner
                        var found = [Float](repeating: .nan, count: range.count)
                        try found.withUnsafeMutableBufferPointer { buffer in try dataset.readElements(range, into: buffer) }
                        #expect(found == Array(values[range]), "\(range)")
                        boxes += 1
                    }
                }
            }
        }
        #expect(boxes > 400)
    }

    @Test("elements are converted as in the whole")
    func conversion() throws {
        let (path, values) = try kernel([4, 6])
        let dataset = try HDF5File(reading: path).root.dataset("kernel")
        var found = [Double](repeating: .nan, count: 6)
        try found.withUnsafeMutableBufferPointer { buffer in try dataset.readElements(12..<18, into: buffer) }
        #expect(found == values[12..<18].map(Double.init))
    }

    @Test("a file inside another is read where it lies, several from one")
    func sections() throws {
        let (path, values) = try kernel([3, 7])
        let whole = try Data(contentsOf: URL(filePath: path))
        let archive = folder.path("archive")
        let gap = Data(repeating: 0x5A, count: 333)
        try (gap + whole + gap + whole + gap).write(to: URL(filePath: archive))
        let handle = try FileHandle(forReadingFrom: URL(filePath: archive))
        let roots = try [333, 666 + whole.count].map { start in
            try HDF5File(
                section: HDF5Section(
                    name: "part at \(start)", descriptor: handle.fileDescriptor, range: start..<start + whole.count)
            ).root
        }
        // What was lent isn't needed any more.
        try handle.close()
        for root in roots { #expect(try root.dataset("kernel").read(as: Float.self) == values) }
        #expect(roots[0].filePath == "part at 333")
        #expect(throws: HDF5Error.self) { try roots[0].dataset("nothing") }
    }

    @Test("a section that is no whole file says what it is")
    func sectionFaults() throws {
        let (path, _) = try kernel([3, 7])
        let handle = try FileHandle(forReadingFrom: URL(filePath: path))
        let size = Int(try handle.seekToEnd())
        func open(_ range: Range<Int>) throws -> HDF5File {
            try HDF5File(section: HDF5Section(name: "it", descriptor: handle.fileDescriptor, range: range))
        }
        #expect(throws: HDF5Error.unreadable(file: "it", .empty)) { try open(0..<0) }
        #expect(throws: HDF5Error.unreadable(file: "it", .cutShort(expected: size, found: 500))) { try open(0..<500) }
        // Bytes that the section claims beyond the end of the file that holds it.
        #expect(throws: HDF5Error.self) { try open(size..<2 * size) }
    }
}
