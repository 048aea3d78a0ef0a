/// How Keras names the groups of variables: after the layer's class, and `_1`, `_2`, … behind it for further ones of the class.
enum VariableNames {
    /// `conv2d_transpose` of `Conv2DTranspose`, `re_lu` of `ReLU`: the rules of Keras' `to_snake_case`.
    ///
    /// - Parameter countsDigitsAsWord: tf.keras took digits into a word once, Keras 3 doesn't.
    static func snakeCase(_ className: String, countsDigitsAsWord: Bool = false) -> String {
        // Of a registered name `package>Class` only the class counts.
        let letters = Array((className.split(separator: ">").last ?? "").unicodeScalars.filter { isWord($0) })
        // A word begins with a capital letter that small ones follow.
        var words: [Unicode.Scalar] = []
        for (index, letter) in letters.enumerated() {
            let next = index + 1 < letters.count ? letters[index + 1] : nil
            let goesOn = next.map { isSmall($0) || countsDigitsAsWord && isDigit($0) } ?? false
            if index > 0, isCapital(letter), goesOn { words.append("_") }
            words.append(letter)
        }
        var result = ""
        for (index, letter) in words.enumerated() {
            if index > 0, isCapital(letter), isSmall(words[index - 1]) { result.unicodeScalars.append("_") }
            result.unicodeScalars.append(letter)
        }
        return result.lowercased()
    }

    /// The spellings of a class: tf.keras took digits into a word up to 2.15.
    static func spellings(_ className: String) -> [String] {
        let (now, before) = (snakeCase(className, countsDigitsAsWord: false), snakeCase(className, countsDigitsAsWord: true))
        return now == before ? [now] : [now, before]
    }

    /// The number behind a name of one of these bases.
    static func number(of name: String, bases: [String]) -> Int? { bases.lazy.compactMap { number(of: name, base: $0) }.first }

    /// The number behind a name of this base: 0 for the base itself, 12 for `base_12`; nil for another name.
    static func number(of name: String, base: String) -> Int? {
        if name == base { return 0 }
        guard name.hasPrefix(base + "_"), let number = Int(name.dropFirst(base.count + 1)), number > 0,
            name == "\(base)_\(number)"
        else { return nil }
        return number
    }

    /// The order of the groups inside a layer: that of the layer's weights, not that of the alphabet.
    static func ordered(_ names: [String]) -> [String] {
        func rank(_ name: String) -> (Int, String, Int) {
            let plain = name.hasPrefix("_") ? String(name.dropFirst()) : name
            if let place = known.firstIndex(of: plain) { return (place, "", 0) }
            let parts = plain.split(separator: "_", omittingEmptySubsequences: false)
            if parts.count > 1, let number = Int(parts[parts.count - 1]) {
                return (known.count, parts.dropLast().joined(separator: "_"), number)
            }
            return (known.count, plain, 0)
        }
        return names.sorted { rank($0) < rank($1) }
    }

    /// What holds the state of random numbers, which no answer depends on.
    static let ofRandomNumbers: Set = ["seed_generator", "random_generator", "_random_generator", "generator"]

    private static let known = [
        "cell", "cells", "forward_layer", "backward_layer", "layer", "query_dense", "key_dense", "gate_dense", "value_dense",
        "output_dense",
    ]

    private static func isSmall(_ letter: Unicode.Scalar) -> Bool { ("a"..."z").contains(letter) }
    private static func isCapital(_ letter: Unicode.Scalar) -> Bool { ("A"..."Z").contains(letter) }
    private static func isDigit(_ letter: Unicode.Scalar) -> Bool { ("0"..."9").contains(letter) }
    private static func isWord(_ letter: Unicode.Scalar) -> Bool {
        isSmall(letter) || isCapital(letter) || isDigit(letter) || letter == "_"
    }
}
