import HDF5
import NeuralNetwork
import OrderedCollections
import Synchronization

/// A group of variables as Keras 3, and tf.keras since 2.12, keeps them: `vars` holds a layer's own, numbered from 0, and groups
/// beside it hold those of the layers inside, named after attributes and classes.
///
/// The same group may lie in several files, which then share its variables (sharded weights).
struct VariableGroup: Sendable {
    /// Counts the groups that were opened: a file may hold groups inside themselves, so that going through it never ends.
    private final class Visits: Sendable {
        static let most = 1 << 20
        private let count = Mutex(0)

        func add() -> Bool {
            count.withLock {
                $0 += 1
                return $0 <= Self.most
            }
        }
    }

    /// No model nests layers as deeply.
    static let greatestDepth = 64

    private let groups: [Group]
    let place: String
    private let depth: Int
    private let visits: Visits

    init(root: Group) { self.init(roots: [root]) }

    /// The groups of several files.
    init(roots: [Group]) { self.init(groups: roots, place: "", depth: 0, visits: Visits()) }

    private init(groups: [Group], place: String, depth: Int, visits: Visits) {
        self.groups = groups
        self.place = place
        self.depth = depth
        self.visits = visits
    }

    /// The file, or that member of an archive, which errors name.
    var file: String { groups[0].filePath }

    /// The group of that name; nil when there is none.
    func child(_ name: String) throws -> VariableGroup? {
        var found: [Group] = []
        for group in groups {
            switch try group.kind(of: name) {
            case nil: continue
            case .group: found.append(try group.group(name))
            case let kind?: throw fault(name, expected: "a group", found: "a \(kind)")
            }
        }
        guard !found.isEmpty else { return nil }
        guard depth < Self.greatestDepth, visits.add() else {
            throw fault(
                name, expected: "groups \(Self.greatestDepth) deep at most", found: "more; they may lead back to themselves")
        }
        return VariableGroup(groups: found, place: "\(place)/\(name)", depth: depth + 1, visits: visits)
    }

    /// The groups beside `vars`, in the order of their names.
    var childNames: [String] {
        get throws {
            var names: Set<String> = []
            for group in groups { names.formUnion(try group.names) }
            names.remove("vars")
            return names.sorted()
        }
    }

    /// The name that the layer had when it was saved; Keras writes it since 3.6.
    var savedName: String? {
        get throws {
            for group in groups where group.contains("vars") {
                if let name = try group.group("vars").attribute("name"), case .string(let text) = name.value { return text }
            }
            return nil
        }
    }

    /// The group's own variables by their numbers, which must be 0, 1, … without a gap.
    var ownVariables: [SavedVariable] {
        get throws {
            var numbered: [Int: SavedVariable] = [:]
            for group in groups {
                switch try group.kind(of: "vars") {
                case nil: continue
                case .group: break
                case let kind?: throw fault("vars", expected: "a group", found: "a \(kind)")
                }
                let own = try group.group("vars")
                for name in try own.names {
                    guard try own.kind(of: name) == .dataset else {
                        throw fault(
                            "vars/\(name)", expected: "a dataset", found: "\(try own.kind(of: name)?.description ?? "nothing")")
                    }
                    guard let number = Int(name), numbered[number] == nil else {
                        throw fault("vars/\(name)", expected: "variables named 0, 1, 2, …, each once", found: name)
                    }
                    numbered[number] = SavedVariable(dataset: try own.dataset(name))
                }
            }
            return try (0..<numbered.count).map { number in
                guard let variable = numbered[number] else {
                    throw fault("vars", expected: "\(numbered.count) variables named 0, 1, 2, …", found: "no \(number)")
                }
                return variable
            }
        }
    }

    func fault(_ name: String? = nil, expected: String, found: String) -> KerasError {
        .archive(
            file: file, place: name.map { "\(place)/\($0)" } ?? (place.isEmpty ? "/" : place), expected: expected, found: found)
    }
}

extension VariableGroup {
    /// The groups of a file in shards.
    ///
    /// - Parameters:
    ///   - map: which file holds which group: `{"weight_map": {"/layers/dense/vars": "model_00000.weights.h5", …}}`.
    ///   - open: opens the file of a name beside the map.
    init(shards map: JSON, file: String, place: String, open: (String) throws -> Group) throws {
        var names: [String] = []
        for (_, value) in map[key: "weight_map"]?.object ?? [:] {
            for name in value.elements?.map(\.text) ?? [value.text] {
                guard let name, !name.contains("/"), !name.contains("\\"), !name.isEmpty, name != ".." else {
                    throw KerasError.archive(
                        file: file, place: "\(place), weight_map", expected: "names of files beside it", found: value.excerpt)
                }
                if !names.contains(name) { names.append(name) }
            }
        }
        guard !names.isEmpty else {
            throw KerasError.archive(file: file, place: place, expected: "a weight_map", found: map.excerpt)
        }
        self.init(roots: try names.map(open))
    }
}
