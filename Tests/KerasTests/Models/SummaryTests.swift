import Foundation
import Keras
import Testing

@Suite struct SummaryTests {
    @Test("the table of a Sequential model is that of Keras 2")
    func sequential() throws {
        let rule = String(repeating: "_", count: 65)
        let thickRule = String(repeating: "=", count: 65)
        let expected = """
            Model: "chain"
            \(rule)
            Layer (type)                 Output Shape              Param #   
            \(thickRule)
            conv2d (Conv2D)              (None, 7, 7, 4)           76        
            \(rule)
            max_pooling2d (MaxPooling2D) (None, 3, 3, 4)           0         
            \(rule)
            dropout (Dropout)            (None, 3, 3, 4)           0         
            \(rule)
            flatten (Flatten)            (None, 36)                0         
            \(rule)
            dense (Dense)                (None, 3)                 111       
            \(thickRule)
            Total params: 187
            Trainable params: 187
            Non-trainable params: 0
            \(rule)

            """
        #expect(try ModelFile.architecture(References.path("sequential-keras2.h5")).summary.text == expected)
    }

    @Test("the table of a functional model shows what each layer is connected to")
    func functional() throws {
        let summary = try ModelFile.architecture(References.path("functional-keras2.h5")).summary
        // As model.summary() of Keras printed it.
        #expect(summary.totalParameters == 277)
        #expect(summary.trainableParameters == 257)
        #expect(summary.nonTrainableParameters == 20)
        let encoder = try #require(summary.rows.first { $0.layer == "encoder" })
        #expect(encoder.parameters == 148)
        #expect(encoder.outputShapes == [[nil, 8, 8, 4], [nil, 4]])
        #expect(encoder.connectedTo == ["left[0][0]", "right[0][0]", "right[0][0]"])
        let row = summary.text.split(separator: "\n").filter { $0.contains("shared/conv (") || $0.contains("encoder[1][0]") }
        #expect(
            row
                == [
                    "shared/conv (Conv2D)            (None, 8, 8, 4)              20          encoder[0][0]                    ",
                    "                                                                         encoder[1][0]                    ",
                ].map { $0[...] })
        let lines = summary.text.split(separator: "\n").filter { $0.hasPrefix("_") || $0.hasPrefix("=") }
        #expect(Set(lines.map(\.count)).count == 1)
    }

    @Test("a summary survives JSON")
    func coding() throws {
        let summary = try ModelFile.architecture(References.path("functional-keras3.h5")).summary
        #expect(try JSONDecoder().decode(ModelSummary.self, from: JSONEncoder().encode(summary)) == summary)
    }
}
