import Imaging
import Testing

@Suite("natural order")
struct NaturalOrderTests {
    @Test(
        "numbers are compared by value, whatever their length",
        arguments: [
            ["frame-9.jpg", "frame-10.jpg", "frame-100.jpg"],
            ["1.jpg", "2.jpg", "10.jpg", "a.jpg"],
            ["a1b9", "a1b10", "a2b1", "a10b1"],
            ["7", "07", "8"].sorted(),
            ["img", "img1", "img1a"],
            ["99999999999999999999998", "99999999999999999999999", "100000000000000000000000"],
            ["éa2", "éa10"],
        ])
    func order(names: [String]) {
        for (place, name) in names.enumerated() {
            #expect(!NaturalOrder.precedes(name, name))
            for later in names[(place + 1)...] {
                #expect(NaturalOrder.precedes(name, later), "\(name) before \(later)")
                #expect(!NaturalOrder.precedes(later, name), "\(later) not before \(name)")
            }
        }
    }

    @Test("the number of a name is the last one in it")
    func lastNumber() {
        #expect(NaturalOrder.lastNumber(in: "left-2-frame-0012") == 12)
        #expect(NaturalOrder.lastNumber(in: "frame") == nil)
        #expect(NaturalOrder.lastNumber(in: "12-a") == 12)
        #expect(NaturalOrder.lastNumber(in: "") == nil)
        #expect(NaturalOrder.lastNumber(in: "99999999999999999999") == nil)
    }
}
