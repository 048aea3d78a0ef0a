import OrderedCollections

/// Reads the `config` of an optimizer, a schedule, a loss or a metric and keeps account of it: what no one has read at the end is an
/// error, for an option that isn't known may change what training does.
struct ObjectOptions {
    let className: String
    /// The module that Keras 3, and tf.keras in archives, note beside the class.
    let module: String?
    let file: String
    let place: String
    private let options: OrderedDictionary<String, JSON>
    private var unread: Set<String>

    /// - Parameter value: `{"class_name": …, "config": {…}}`.
    init(_ value: JSON, file: String, place: String) throws(KerasError) {
        guard let className = value[key: "class_name"]?.text, let options = value[key: "config"]?.object else {
            throw .configuration(
                file: file, place: place, expected: "an object with class_name and config", found: value.excerpt)
        }
        (self.className, module, self.options) = (className, value[key: "module"]?.text, options)
        (self.file, self.place) = (file, "\(place) \"\(className)\"")
        unread = Set(options.keys)
    }

    func fault(_ option: String, expected: String, found: JSON?) -> KerasError {
        .configuration(
            file: file, place: "\(place): \(option)", expected: expected, found: found?.excerpt ?? "none of that name")
    }

    func has(_ option: String) -> Bool { options[option] != nil }

    /// The value of an option, null and absence alike.
    mutating func value(_ option: String) -> JSON? {
        unread.remove(option)
        return options[option].flatMap { $0.isNull ? nil : $0 }
    }

    mutating func ignore(_ names: String...) { unread.subtract(names) }

    mutating func number(_ option: String, _ range: NumberRange = .any) throws(KerasError) -> Double? {
        guard let value = value(option) else { return nil }
        guard let number = value.number, number.isFinite, range.admits(number) else {
            throw fault(option, expected: range.text, found: value)
        }
        return number
    }

    mutating func integer(_ option: String, atLeast least: Int = .min) throws(KerasError) -> Int? {
        guard let value = value(option) else { return nil }
        guard let integer = value.integer, integer >= least else {
            throw fault(option, expected: least == .min ? "an integer" : "an integer of at least \(least)", found: value)
        }
        return integer
    }

    mutating func flag(_ option: String) throws(KerasError) -> Bool? {
        guard let value = value(option) else { return nil }
        guard let flag = value.flag else { throw fault(option, expected: "true or false", found: value) }
        return flag
    }

    mutating func text(_ option: String) throws(KerasError) -> String? {
        guard let value = value(option) else { return nil }
        guard let text = value.text else { throw fault(option, expected: "a text", found: value) }
        return text
    }

    /// Several numbers; a single one counts as one of them.
    mutating func numbers(_ option: String) throws(KerasError) -> [Double]? {
        guard let value = value(option) else { return nil }
        let numbers = value.number.map { [$0] } ?? value.elements?.compactMap(\.number)
        guard let numbers, numbers.allSatisfy(\.isFinite), numbers.count == (value.elements?.count ?? 1) else {
            throw fault(option, expected: "a number, or a list of numbers", found: value)
        }
        return numbers
    }

    mutating func integers(_ option: String) throws(KerasError) -> [Int]? {
        guard let value = value(option) else { return nil }
        let integers = value.integer.map { [$0] } ?? value.elements?.compactMap(\.integer)
        guard let integers, integers.count == (value.elements?.count ?? 1) else {
            throw fault(option, expected: "an integer, or a list of integers", found: value)
        }
        return integers
    }

    /// - Throws: for the first option that no one has read.
    func finish() throws(KerasError) {
        guard let name = options.keys.first(where: { unread.contains($0) && options[$0]?.isNull == false }) else { return }
        throw .configuration(
            file: file, place: place, expected: "options of \(className) that Framerill knows",
            found: "\"\(name)\": \(options[name]?.excerpt ?? "null")")
    }
}

/// What a number may be.
enum NumberRange {
    case any, notNegative, positive, part, notPositive

    var text: String {
        switch self {
        case .any: "a number"
        case .notNegative: "a number of at least 0"
        case .positive: "a number above 0"
        case .part: "a number from 0 to 1"
        case .notPositive: "a number of at most 0"
        }
    }

    func admits(_ number: Double) -> Bool {
        switch self {
        case .any: true
        case .notNegative: number >= 0
        case .positive: number > 0
        case .part: (0...1).contains(number)
        case .notPositive: number <= 0
        }
    }
}
