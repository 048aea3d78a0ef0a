/// A number with so many decimals.
func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
    let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
    let units = Int((abs(value) * scale).rounded())
    let digits = "\(units % Int(scale))"
    let sign = value < 0 && units > 0 ? "-" : ""
    let fraction = decimals == 0 ? "" : "." + String(repeating: "0", count: decimals - digits.count) + digits
    return "\(sign)\(units / Int(scale))\(fraction)"
}

/// A share as `97 %`.
func percentage(_ share: Double) -> String {
    "\(fixed(share * 100, decimals: 0)) %"
}

/// A duration with three or four digits and the unit that fits: `12.3 s`, `450.0 ms`, `8.1 µs`.
func readable(_ duration: Duration) -> String {
    let seconds = duration / .seconds(1)
    if seconds >= 1 || seconds == 0 { return "\(fixed(seconds, decimals: 1)) s" }
    if seconds >= 0.001 { return "\(fixed(seconds * 1e3, decimals: 1)) ms" }
    return "\(fixed(seconds * 1e6, decimals: 1)) µs"
}
