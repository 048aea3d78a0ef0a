// Times what happens to an image between its file and a network, and back:
//
//   ImagingBenchmarks IMAGE.jpg
//
// Each line on standard input names one thing to do, and how often:
//
//   decode 10 · decode-at-least 640 360 10 · annotate 10 · encode 10 · resize bicubic 608 608 10 · letterbox bicubic 608 608 10 ·
//   tensor bicubic 608 608 10 · letterbox-tensor bicubic 608 608 10
//
// and is answered with the processor milliseconds of one time and the Adler-32 of the result, so that peers/compare_imaging.py can
// alternate it with others and sees that all do the same.
import Glibc
import Imaging

guard let path = CommandLine.arguments.dropFirst().first else {
    print("usage: ImagingBenchmarks IMAGE.jpg")
    exit(64)
}
let work = try ImageWork(path)
print("ready")
// A null stream is all of them.
fflush(nil)
while let line = readLine() {
    let words = line.split(separator: " ").map(String.init)
    guard let count = words.last.flatMap(Int.init), count > 0, let task = work.task(words.dropLast()) else {
        print("expected a task and a count, found \"\(line)\"")
        exit(64)
    }
    let result = try task()
    let before = processorMilliseconds()
    for _ in 0..<count { _ = try task() }
    print((processorMilliseconds() - before) / Double(count), result.checksum)
    fflush(nil)
}

/// The processor time of this process in milliseconds.
func processorMilliseconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
}
