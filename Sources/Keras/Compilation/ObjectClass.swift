/// A class whose objects files hold with their options: read and written by one list of options.
struct ObjectClass<Base> {
    let name: String
    /// Makes an object with the options of a file. Reads its own options alone.
    let read: (inout ObjectOptions) throws -> Base
    /// The options of an object of this class.
    let write: (Base) -> [(name: String, value: JSON)]

    /// - Parameter example: one with Keras' defaults, which options that a file doesn't tell keep.
    init<Object>(_ name: String, _ example: Object, _ options: [ObjectOption<Object>]) {
        self.name = name
        read = { given in
            var object = example
            for option in options { try option.read(&given, &object) }
            guard let object = object as? Base else { preconditionFailure("\(name) is no \(Base.self)") }
            return object
        }
        write = { object in
            guard let object = object as? Object else { preconditionFailure("\(object) isn't of the class \(name)") }
            return options.map { ($0.name, $0.write(object)) }
        }
    }
}

/// One option of a class.
struct ObjectOption<Object> {
    let name: String
    let read: (inout ObjectOptions, inout Object) throws -> Void
    let write: (Object) -> JSON

    static func number(
        _ name: String, _ path: WritableKeyPath<Object, Double>, _ range: NumberRange = .any
    ) -> Self {
        Self(
            name: name,
            read: { given, object in if let number = try given.number(name, range) { object[keyPath: path] = number } },
            write: { .number($0[keyPath: path]) })
    }

    /// - Parameter isRequired: whether a file must tell it.
    static func number(
        _ name: String, _ path: WritableKeyPath<Object, Float>, _ range: NumberRange = .any, isRequired: Bool = false
    ) -> Self {
        Self(
            name: name,
            read: { given, object in
                if let number = try given.number(name, range) {
                    object[keyPath: path] = Float(number)
                } else if isRequired {
                    throw given.fault(name, expected: range.text, found: nil)
                }
            },
            write: { .shortest($0[keyPath: path]) })
    }

    static func optionalNumber(
        _ name: String, _ path: WritableKeyPath<Object, Float?>, _ range: NumberRange = .any
    ) -> Self {
        Self(
            name: name, read: { given, object in object[keyPath: path] = try given.number(name, range).map { Float($0) } },
            write: { $0[keyPath: path].map { .shortest($0) } ?? .null })
    }

    static func flag(_ name: String, _ path: WritableKeyPath<Object, Bool>) -> Self {
        Self(
            name: name, read: { given, object in if let flag = try given.flag(name) { object[keyPath: path] = flag } },
            write: { .bool($0[keyPath: path]) })
    }

    static func integer(_ name: String, _ path: WritableKeyPath<Object, Int>) -> Self {
        Self(
            name: name, read: { given, object in if let number = try given.integer(name) { object[keyPath: path] = number } },
            write: { .integer($0[keyPath: path]) })
    }

    static func optionalInteger(_ name: String, _ path: WritableKeyPath<Object, Int?>) -> Self {
        Self(
            name: name, read: { given, object in object[keyPath: path] = try given.integer(name) },
            write: { $0[keyPath: path].map { .integer($0) } ?? .null })
    }

    static func text(_ name: String, _ path: WritableKeyPath<Object, String?>) -> Self {
        Self(
            name: name, read: { given, object in object[keyPath: path] = try given.text(name) },
            write: { $0[keyPath: path].map { .string($0) } ?? .null })
    }

    static func integers(_ name: String, _ path: WritableKeyPath<Object, [Int]?>) -> Self {
        Self(
            name: name, read: { given, object in object[keyPath: path] = try given.integers(name) },
            write: { $0[keyPath: path].map { .array($0.map { .integer($0) }) } ?? .null })
    }

    static func numbers(_ name: String, _ path: WritableKeyPath<Object, [Float]>) -> Self {
        Self(
            name: name,
            read: { given, object in
                if let numbers = try given.numbers(name) { object[keyPath: path] = numbers.map { Float($0) } }
            },
            write: { object in
                let numbers = object[keyPath: path].map { JSON.shortest($0) }
                return numbers.count == 1 ? numbers[0] : .array(numbers)
            })
    }
}

extension JSON {
    /// A number of single precision by the fewest digits that mean it: 0.1, as the user gave it.
    static func shortest(_ value: Float) -> JSON { .number(Double("\(value)") ?? Double(value)) }
}
