import Dataflow
import PipelineFile

/// The problems of a file, a line each; none where it is sound.
func problems(_ text: String, set arguments: String...) -> [String] {
    problems(text, overrides: arguments)
}

func problems(_ text: String, overrides arguments: [String]) -> [String] {
    do {
        _ = try plan(text, set: arguments)
        return []
    } catch let error as PipelineFileError {
        return error.problems.map(\.description)
    } catch {
        return ["\(error)"]
    }
}

func plan(_ text: String, set arguments: [String] = []) throws -> PipelinePlan<Toy> {
    let overrides = try arguments.map { try PipelineOverride(parsing: $0) }
    return try PipelineFile(text: text, path: "toy.yaml").check(against: ToyCatalogue().catalogue, overrides: overrides)
}

/// A sound file that uses most of what there is.
let soundFile = """
    # Finds boxes in numbers.
    name: toys
    stages:
      - count: { up-to: 10, step: 1 }
      - scale:
          size: 4x4
          kernel: bilinear
          capacity: 8
      - predict:
          model: "toy.h5"
          batch: 4
          threshold: 0.25
          classes: [car, 'bus']
          workers: 2
      - tidy
      - keep: { least: 2, most: 8, overflow: drop-oldest }
      - print: { lines: out/%s.txt }
    """
