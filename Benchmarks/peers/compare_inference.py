"""Ours against ONNX Runtime on the models of build_models.py, run by run in turn, so that both meet the same machine.

usage: compare_inference.py MODELDIR [RUNS] [THREADS] [NAME ...]
needs: onnxruntime numpy; the Swift side built: swift build -c release --product InferenceBenchmarks
"""
import pathlib, statistics, subprocess, sys, time
import numpy as np, onnxruntime

folder, runs = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 20
threads = int(sys.argv[3]) if len(sys.argv) > 3 else 2
names = sys.argv[4:] or ['yolov2']
binary = pathlib.Path(__file__).parent.parent / '.build/release/InferenceBenchmarks'

def ours(name, precision):
    process = subprocess.Popen([binary, f'{folder}/{name}.h5', precision, '1', str(threads), '--serve'],
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline().strip() == 'ready'
    def run():
        process.stdin.write('go\n'); process.stdin.flush()
        return tuple(map(float, process.stdout.readline().split()))
    return run

def peer(name):
    options = onnxruntime.SessionOptions(); options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(f'{folder}/{name}.onnx', options); key = session.get_inputs()[0].name
    size = {'yolov2': 608, 'inceptionv3': 299}.get(name, 224)
    x = np.random.RandomState(1).rand(1, size, size, 3).astype('f4')
    def run():
        wall, processor = time.perf_counter(), time.process_time(); session.run(None, {key: x})
        return (time.perf_counter() - wall) * 1e3, (time.process_time() - processor) * 1e3
    return run

for name in names:
    engines = {'onnxruntime': peer(name), 'ours exact': ours(name, 'exact'), 'ours fast': ours(name, 'fast')}
    times = {engine: [] for engine in engines}
    for run in engines.values(): run()
    for _ in range(runs):
        for engine, run in engines.items():
            time.sleep(.05)  # for the spinning threads of the engine before to fall asleep
            times[engine].append(run())
    for clock, title in enumerate(('wall', 'processor')):
        reference = [time[clock] for time in times['onnxruntime']]
        for engine, pairs in times.items():
            own = [time[clock] for time in pairs]
            ratios = sorted(a / b for a, b in zip(reference, own)); quarter = len(ratios) // 4
            print(f'{name} {engine:12} {title:9} median {statistics.median(own):7.1f} ms  least {min(own):7.1f} ms  '
                  f'speed against onnxruntime: median {statistics.median(ratios):.2f} '
                  f'(quartiles {ratios[quarter]:.2f} to {ratios[-1 - quarter]:.2f}), of the least {min(reference) / min(own):.2f}')
