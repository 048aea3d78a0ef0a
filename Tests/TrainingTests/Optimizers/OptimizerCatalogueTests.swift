import Testing
import Training

@Suite struct `The catalogue of optimizers` {
    @Test(arguments: ["adam", "Adam", "ADAM", "ExperimentalAdam", "Custom>Adam"])
    func `knows names in letters of any case`(name: String) {
        #expect(OptimizerCatalogue.optimizer(named: name) is Adam)
    }

    @Test func `holds each under its own name`() {
        for optimizer in OptimizerCatalogue.optimizers {
            let name = type(of: optimizer).kerasName
            #expect(OptimizerCatalogue.optimizer(named: name).map { type(of: $0).kerasName } == name)
        }
        #expect(OptimizerCatalogue.optimizer(named: "adamm") == nil)
    }
}
