import Dataflow
import Foundation
import PipelineFile
import Testing

@Suite("The manual of a catalogue")
struct ManualTests {
    private let catalogue = ToyCatalogue().catalogue

    @Test("the overview has a line for each stage")
    func overview() {
        #expect(
            catalogue.description.overview == """
                count    source     Emits numbers from 0.
                scale    transform  Makes a grid of a number.
                predict  transform  Finds boxes in grids.
                keep     transform  Keeps some boxes.
                tidy     transform  Sorts boxes.
                add      join       Adds numbers up.
                print    sink       Stores boxes.
                """)
    }

    @Test("a stage's page tells its contract, slots, options and an example")
    func page() throws {
        let page = try #require(catalogue["predict"]).description.manual(
            commonOptions: catalogue.commonOptions(for: .transform))
        #expect(
            page == """
                predict (transform): Finds boxes in grids.

                emits       each number
                waits when  there is no room behind it
                ends when   its input ends
                fails when  never

                reads    grid
                writes   boxes
                empties  grid

                options
                  model      path; required
                             the file with the weights
                  batch      integer from 1 to 64; default: 1
                             how many grids at once
                  threshold  number from 0 to 1; default: 0.5
                             the least score
                  exact      true or false; default: false
                             whether to be exact
                  classes    list of (text); default: all
                             names of classes

                options of every stage
                  name       name; default: the stage's own
                             what the stage is called in this pipeline, in reports and in --set
                  from       stage or [stage, …]; default: the stage before it
                             the stages that it reads from
                  fan-out    one of copy|round-robin; default: copy
                             which of several stages that read from it get an item
                  workers    integer from 1 to 1024; default: the stage's own
                             how many items are worked on at once
                  capacity   integer from 1 to 1000000; default: the stage's own
                             how many items may wait before the stage
                  overflow   one of block|drop-oldest|drop-newest|latest; default: block
                             what happens to one more item
                  ordered    true or false; default: true
                             whether several workers hand items on in the order in which they came
                  executor   one of cooperative|dedicated; default: the stage's own
                             on which threads the work is done
                  on-error   fail|skip|{retry: {times, backoff}, then: fail|skip}|{dead-letter: path}; default: fail
                             what happens when the stage fails at an item
                  rate       number from 0.001 to 1000000; default: as fast as it goes
                             how many items a second at most
                  drop-late  true or false; default: false
                             whether items whose lifetime is over are dropped before the stage works on them
                  when       map {below}; default: all items
                             which of the items it reads the stage takes

                example
                  - predict:
                      model: toy.h5
                """)
    }

    @Test("the example of each stage is what its options take")
    func examples() throws {
        for entry in catalogue.entries {
            try PipelineFile(text: "stages:\n" + entry.example, path: entry.name).checkStages(against: catalogue)
        }
        #expect(throws: PipelineFileError.self) {
            try PipelineFile(text: "stages:\n- keep: { last: 1 }\n- x", path: "x").checkStages(against: catalogue)
        }
    }

    @Test("each stage reads every option that it declares")
    func unread() throws {
        for entry in catalogue.entries {
            var reader = OptionReader(OptionMap(at: .argument("", index: 0)), stage: entry.name, options: entry.options)
            _ = try entry.make(&reader)
            #expect(reader.unread == [], "\(entry.name)")
        }
    }

    @Test("the manual survives JSON")
    func json() throws {
        let data = try JSONEncoder().encode(catalogue.description)
        #expect(try JSONDecoder().decode(CatalogueDescription.self, from: data) == catalogue.description)
    }
}
