"""Framerill beside its peers on the models of build_models.py, batch 1: the same picture, run by run in turn, so that all
meet the same machine; each engine in a process of its own. The order of a turn is drawn anew each time, for who runs behind an engine
whose threads still spin shares the cores with them. Says first how far each engine's answer is from ONNX Runtime's.

usage: compare_inference.py MODELDIR [--runs 20] [--threads 2] [--peers onnxruntime,openvino,openvino-bf16,tensorflow] [NAME ...]
needs: requirements.txt; InferenceBenchmarks and framerill built for release
"""
import argparse, os, pathlib, random, statistics, subprocess, sys, tempfile, time
import h5py, numpy as np

here = pathlib.Path(__file__).resolve().parent
OURS = {'framerill fast': 'fast', 'framerill exact': 'exact', 'framerill int8': 'int8'}
PEERS = 'onnxruntime,openvino,tensorflow'
# Where the processor multiplies it.
if 'avx512_bf16' in pathlib.Path('/proc/cpuinfo').read_text():
    OURS['framerill bf16'] = 'bf16'
    PEERS += ',openvino-bf16'
REFERENCE = 'onnxruntime'

class Engine:
    """A process that answers each line with the milliseconds of one more run."""
    def __init__(self, command):
        self.process = subprocess.Popen(list(map(str, command)), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        if self.process.stdout.readline().strip() != 'ready': sys.exit(f'{command}: expected "ready", found that it ended')
    def run(self):
        self.process.stdin.write('go\n'); self.process.stdin.flush()
        return tuple(map(float, self.process.stdout.readline().split()))
    def end(self):
        self.process.stdin.close(); self.process.wait()

def start(name, options, scratch):
    """The engines of one model, and the answer of each to one picture."""
    engines, answers = {}, {}
    size = {'yolov2': 608, 'inceptionv3': 299, 'yolo-fastest-1.1-xl': 320}.get(name, 224)
    picture = np.random.RandomState(1).rand(1, size, size, 3).astype('f4')
    np.save(scratch / 'picture.npy', picture)
    with h5py.File(scratch / 'picture.h5', 'w') as file: file['picture'] = picture
    model = f'{options.folder}/{name}.h5'
    # Calibrated on the one picture: the answer is as good as that allows, and the time that of any other scales.
    quantized = scratch / 'quantized.h5'
    subprocess.run([here / '../../.build/release/framerill', 'quantize', model, '--calibrate', scratch / 'picture.h5', '--output',
                    quantized], check=True, stdout=subprocess.DEVNULL)
    for label, precision in OURS.items():
        path = quantized if precision == 'int8' else model
        subprocess.run([here / '../../.build/release/framerill', 'predict', path, '--input', scratch / 'picture.h5', '--output',
                        scratch / 'answer.h5', '--precision', precision, '--threads', str(options.threads)],
                       check=True, stdout=subprocess.DEVNULL)
        with h5py.File(scratch / 'answer.h5') as file: answers[label] = next(iter(file.values()))[()]
        engines[label] = Engine([here / '../.build/release/InferenceBenchmarks', path, precision, 1, options.threads, '--serve'])
    for peer in options.peers.split(','):
        engines[peer] = Engine([sys.executable, here / 'serve.py', options.folder, name, peer, options.threads,
                                scratch / 'picture.npy', scratch / f'{peer}.npy'])
        answers[peer] = np.load(scratch / f'{peer}.npy')
    return engines, answers

def compare(name, options):
    with tempfile.TemporaryDirectory() as scratch: engines, answers = start(name, options, pathlib.Path(scratch))
    largest = abs(answers[REFERENCE]).max()
    times = {label: [] for label in engines}
    for turn in range(options.runs + 1):
        for label, engine in random.Random(turn).sample(list(engines.items()), len(engines)):
            time.sleep(.05)  # for the spinning threads of the engine before to fall asleep
            measured = engine.run()
            if turn > 0: times[label].append(measured)
    for engine in engines.values(): engine.end()

    print(f'\n{name}, batch 1, {options.threads} threads, {options.runs} runs in turn, load {os.getloadavg()[0]:.1f}')
    print(f'{"":16} {"wall ms":>9} {"least":>9} {"cpu ms":>9}   speed, {REFERENCE} = 1              difference of')
    print(f'{"":16} {"median":>9} {"":>9} {"median":>9}   {"median":>6} {"quartiles":>13} {"of cpu":>8}    the answer')
    for label, pairs in times.items():
        (wall, cpu), (peer_wall, peer_cpu) = (list(zip(*times[key])) for key in (label, REFERENCE))
        ratios = sorted(a / b for a, b in zip(peer_wall, wall))
        quarter = len(ratios) // 4
        print(f'{label:16} {statistics.median(wall):9.1f} {min(wall):9.1f} {statistics.median(cpu):9.1f}   '
              f'{statistics.median(ratios):6.2f} {ratios[quarter]:6.2f}-{ratios[-1 - quarter]:6.2f} '
              f'{statistics.median(peer_cpu) / statistics.median(cpu):8.2f}    {abs(answers[label] - answers[REFERENCE]).max() / largest:.1e}')

parser = argparse.ArgumentParser()
parser.add_argument('folder'); parser.add_argument('names', nargs='*', default=['yolov2'])
parser.add_argument('--runs', type=int, default=20); parser.add_argument('--threads', type=int, default=2)
parser.add_argument('--peers', default=PEERS)
options = parser.parse_intermixed_args()
for name in options.names: compare(name, options)
