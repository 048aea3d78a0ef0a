import Dataflow
import DataflowTesting
import Foundation
import TestMaterial
import Testing

@Suite("the journal")
struct JournalTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path("out/.journal") }
    private let signature = ["stage nms": "iou: 0.3", "model a.h5": "1f"]

    init() throws { folder = try TemporaryFolder() }

    private func entry(_ index: Int) -> Journal.Entry {
        Journal.Entry(
            StoredItem(ItemID(source: "frames", index: index), origin: "frames/\(index).jpg"), marks: ["jsonl": 100 * index],
            note: "out/\(index).jpg")
    }

    private func open(resuming: Bool, signature: [String: String]? = nil) throws -> Journal {
        try Journal(path, RunStart(isResuming: resuming, signature: signature ?? self.signature))
    }

    @Test("gives back what was stored, in its order")
    func readBack() throws {
        let journal = try open(resuming: false)
        #expect(journal.entries.isEmpty)
        for index in 0..<200 { try journal.add(entry(index)) {} }
        try journal.finish {}
        let again = try open(resuming: true)
        #expect(again.entries == (0..<200).map(entry))
        try again.add(entry(200)) {}
        try again.finish {}
        #expect(try open(resuming: true).entries.count == 201)
    }

    @Test("brings the stored data to the disk before it says that they are there")
    func synchronises() throws {
        let journal = try Journal(path, .fresh)
        let empty = try Data(contentsOf: URL(filePath: path)).count
        // So many that it can't put all of them off.
        var lengths: [Int] = []
        for index in 0..<100 {
            try journal.add(entry(index)) { lengths.append(try Data(contentsOf: URL(filePath: path)).count) }
        }
        #expect(lengths.first == empty)
        #expect(throws: InjectedFault.self) { try journal.finish { throw InjectedFault(position: 0) } }
        #expect(try open(resuming: true, signature: [:]).entries.count < 100)
    }

    @Test("an item whose entry fails is not noted, those before it are")
    func failing() throws {
        let journal = try Journal(path, .fresh)
        var failed: Set<Int> = []
        for index in 0..<200 {
            do {
                try journal.add(entry(index)) { if failed.count < 3 { throw InjectedFault(position: index) } }
            } catch {
                failed.insert(index)
            }
        }
        try journal.finish {}
        #expect(failed.count == 3)
        let noted = try open(resuming: true, signature: [:]).entries
        #expect(noted == (0..<200).filter { !failed.contains($0) }.map(entry))
    }

    @Test("an entry that was cut is none, wherever the cut is")
    func cut() throws {
        let journal = try open(resuming: false)
        for index in 0..<3 { try journal.add(entry(index)) {} }
        try journal.finish {}
        let whole = try Data(contentsOf: URL(filePath: path))
        let ends = whole.indices.filter { whole[$0] == UInt8(ascii: "\n") }
        for length in whole.indices {
            try whole[..<length].write(to: URL(filePath: path))
            let again = try open(resuming: true)
            #expect(again.entries.count == max(0, ends.count { $0 < length } - 1), "cut at \(length)")
            try again.add(entry(7)) {}
            try again.finish {}
            #expect(try open(resuming: true).entries.last == entry(7))
        }
    }

    @Test("a run that begins anew forgets it")
    func fresh() throws {
        let journal = try open(resuming: false)
        try journal.add(entry(0)) {}
        try journal.finish {}
        try open(resuming: false).finish {}
        #expect(try open(resuming: true).entries.isEmpty)
    }

    @Test("a changed pipeline or model is noticed and named")
    func changed() throws {
        try open(resuming: false).finish {}
        let error = #expect(throws: JournalError.self) {
            try open(resuming: true, signature: ["stage nms": "iou: 0.5", "model b.h5": "1f"])
        }
        #expect(
            error?.description
                == "\(path): expected the pipeline of the interrupted run, found changes in model a.h5, model b.h5, stage nms; "
                + "undo them, or run without --resume to begin anew")
    }

    @Test("a file that is no journal is refused")
    func foreign() throws {
        let path = try folder.write("hello\n", to: "notes")
        #expect(throws: JournalError.foreign(path: path, line: 1)) { try Journal(path, RunStart(isResuming: true)) }
    }

    @Test("two runs can't write one journal")
    func locked() throws {
        let journal = try open(resuming: false)
        #expect(throws: JournalError.inUse(path: path)) { try open(resuming: false) }
        try journal.finish {}
        try open(resuming: false).finish {}
    }
}
