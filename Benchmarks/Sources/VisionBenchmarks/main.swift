// Times what happens between a detector's network and its detections. Each line on standard input names one thing to do, and how
// often:
//
//   region FILE 19 19 80 0.3 100 · scale FILE 20 20 80 0.3 100 · suppress FILE per-class 0.5 100
//
// and is answered with the processor milliseconds of one time, the number of detections and the sum of their scores, so that
// peers/compare_vision.py can alternate it with NumPy and sees that both do the same.
import Glibc

print("ready")
// A null stream is all of them.
fflush(nil)
while let line = readLine() {
    let words = line.split(separator: " ").map(String.init)
    guard let count = words.last.flatMap(Int.init), count > 0, let work = try VisionWork(words.dropLast()) else {
        print("expected a task and a count, found \"\(line)\"")
        exit(64)
    }
    let result = try work.run()
    let before = processorMilliseconds()
    for _ in 0..<count { _ = try work.run() }
    print((processorMilliseconds() - before) / Double(count), result.count, result.scores)
    fflush(nil)
}

/// The processor time of this process in milliseconds.
func processorMilliseconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
}
