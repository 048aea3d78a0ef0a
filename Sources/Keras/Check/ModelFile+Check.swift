import HDF5
import NeuralNetwork

extension ModelFile {
    /// The member of an archive that holds what an HDF5 file has in its group.
    private static let member = "\(RecordedAnswer.groupName).h5"

    /// The answer that the file carries; nil when it carries none.
    func recordedAnswer() throws -> RecordedAnswer? {
        let root: Group?
        if let archive {
            root = archive.zip.contains(Self.member) ? try archive.root(of: Self.member) : nil
        } else {
            root = layers
        }
        guard let root, root.contains(RecordedAnswer.groupName) else { return nil }
        return try RecordedAnswer(root.group(RecordedAnswer.groupName), for: blueprint.description)
    }

    /// Writes the answer into the file, replacing one that is there.
    func record(_ answer: RecordedAnswer) throws {
        let path = blueprint.context.path
        if let archive {
            let copy = try ZipWriter(creating: path)
            for member in archive.zip.members where member.name != Self.member { try copy.add(member, of: archive.zip) }
            try Self.add(answer, to: copy, for: blueprint.description)
            return try copy.commit()
        }
        guard layers != nil else {
            throw KerasError.saving(file: path, expected: "a model in HDF5 or in an archive, to record an answer in")
        }
        let file = try HDF5File.amend(path)
        try file.root.remove(RecordedAnswer.groupName)
        try answer.write(to: file.root, for: blueprint.description)
        try file.commit()
    }

    static func add(_ answer: RecordedAnswer, to archive: ZipWriter, for model: ModelDescription) throws {
        try archive.add(member) { path in
            let file = try HDF5File.create(path, keepsOrder: false)
            try answer.write(to: file.root, for: model)
            try file.commit()
        }
    }
}
