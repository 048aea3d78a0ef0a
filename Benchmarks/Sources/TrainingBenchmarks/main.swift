// Times a step of training of a Keras model in Framerill, forwards, backwards and the optimizer's:
//
//   TrainingBenchmarks MODEL.h5 [BATCH] [THREADS]
//
// It answers each line on standard input with the wall and processor milliseconds of one more step and the loss before it, so that
// peers/compare_training.py can alternate it with TensorFlow.
import Glibc
import Keras
import NeuralNetwork
import Training

var arguments = CommandLine.arguments.dropFirst()
guard let path = arguments.popFirst() else {
    print("usage: TrainingBenchmarks MODEL.h5 [BATCH] [THREADS]")
    exit(64)
}
let batch = arguments.popFirst().flatMap(Int.init) ?? 32
let options = PlanOptions(threads: arguments.popFirst().flatMap(Int.init))
let model = try Model(path)
let training = try model.compile(optimizer: Adam(), loss: "categorical_crossentropy", options: options)
let shape = [batch] + model.inputs[0].shape.dropFirst().map { $0 ?? 64 }
let classes = model.outputs[0].shape.last.flatMap(\.self) ?? 2

// The numbers that the peer takes too.
let images = Tensor(shape: shape) { elements in
    for index in elements.indices { elements[index] = Float((index &* 2_654_435_761) & 0xffff) / 65536 }
}
let labels = Tensor(shape: [batch, classes]) { elements in
    for item in 0..<batch { elements[item * classes + item % classes] = 1 }
}

func processorMilliseconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
}

@MainActor func step() throws -> (wall: Double, processor: Double, loss: Float) {
    let before = processorMilliseconds()
    var loss: Float = 0
    let wall = try ContinuousClock().measure {
        loss = try training.trainOnBatch(TrainingBatch(inputs: [images], truths: [labels])).loss
    }
    return (wall / .milliseconds(1), processorMilliseconds() - before, loss)
}

let first = try step()
print("ready \(first.loss)")
// A null stream is all of them.
fflush(nil)
while readLine() != nil {
    let time = try step()
    print(time.wall, time.processor, time.loss)
    fflush(nil)
}
