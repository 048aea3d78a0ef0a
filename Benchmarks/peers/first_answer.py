"""From the start of a process to its first answer, Framerill beside Keras, on a model of build_models.py: wall time, processor time
and the peak of the resident memory, process by process in turn. Framerill starts without what earlier runs have tuned and packed,
unless its row says "warm": then "framerill bench" ran before. Before that, the answers are compared.

usage: first_answer.py MODELDIR [--runs 5] [NAME ...]
needs: requirements.txt; framerill built for release
"""
import argparse, os, pathlib, shutil, statistics, subprocess, sys, tempfile, time
import h5py, numpy as np

here = pathlib.Path(__file__).resolve().parent
framerill = here / '../../.build/release/framerill'
KERAS = '''
import os, sys
os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'
import h5py, keras
def space_to_depth_x2(x):
    import tensorflow as tf
    return tf.nn.space_to_depth(x, block_size=2)
with h5py.File(sys.argv[2]) as file: picture = file['picture'][()]
model = keras.models.load_model(sys.argv[1], compile=False, safe_mode=False, custom_objects={'space_to_depth_x2': space_to_depth_x2})
answer = model.predict(picture, verbose=0)
with h5py.File(sys.argv[3], 'w') as file: file['answer'] = answer
'''

def measured(command, environment):
    """Seconds of wall and processor time, and the peak of the resident memory in MB."""
    start = time.perf_counter()
    process = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status: sys.exit(f'{command}: expected it to succeed, found {errors.decode()}')
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6

def compare(name, options, scratch):
    size = {'yolov2': 608, 'inceptionv3': 299}.get(name, 224)
    picture, answer, cache = scratch / 'picture.h5', scratch / 'answer.h5', scratch / 'cache'
    with h5py.File(picture, 'w') as file: file['picture'] = np.random.RandomState(1).rand(1, size, size, 3).astype('f4')
    h5, archive = f'{options.folder}/{name}.h5', scratch / f'{name}.keras'
    subprocess.run([framerill, 'convert', h5, archive], check=True, stdout=subprocess.DEVNULL)
    (scratch / 'start.py').write_text(KERAS)
    ours = lambda model, precision: [framerill, 'predict', model, '--input', picture, '--output', answer, '--precision', precision]
    keras = lambda model: [sys.executable, scratch / 'start.py', model, picture, answer]
    rows = {'Keras, .h5': keras(h5), 'framerill fast, .h5': ours(h5, 'fast'), 'framerill fast, .h5, warm': ours(h5, 'fast'),
            'framerill exact, .h5': ours(h5, 'exact'), 'framerill exact, .h5, warm': ours(h5, 'exact'),
            'Keras, .keras': keras(archive), 'framerill fast, .keras': ours(archive, 'fast'),
            'framerill exact, .keras': ours(archive, 'exact'), 'framerill summary, .h5': [framerill, 'summary', h5],
            'framerill convert, .h5 to .keras': [framerill, 'convert', h5, scratch / 'copy.keras'],
            'framerill convert, .keras to .h5': [framerill, 'convert', archive, scratch / 'copy.h5']}
    warm = dict(os.environ, XDG_CACHE_HOME=str(scratch / 'warm'))
    for precision in 'fast', 'exact':
        subprocess.run([framerill, 'bench', h5, '--runs', '1', '--precision', precision], env=warm, check=True, stdout=subprocess.DEVNULL)
    environment = dict(os.environ, XDG_CACHE_HOME=str(cache))
    times, answers = {row: [] for row in rows}, {}
    for turn in range(options.runs):
        for row, command in rows.items():
            shutil.rmtree(cache, ignore_errors=True)
            times[row].append(measured(command, warm if row.endswith('warm') else environment))
            if 'summary' in row or 'convert' in row: continue
            with h5py.File(answer) as file: answers[row] = next(iter(file.values()))[()]

    megabytes = os.path.getsize(h5) / 1e6
    print(f'\n{name}, {megabytes:.0f} MB, one picture, {options.runs} runs in turn, load {os.getloadavg()[0]:.1f}')
    print(f'{"":34} {"wall s":>7} {"least":>7} {"cpu s":>7}  {"of Keras":>8} {"of cpu":>7}  {"peak MB":>8} {"of file":>7}  difference')
    reference = answers['Keras, .h5']
    base = list(zip(*times['Keras, .h5']))
    for row, values in times.items():
        wall, cpu, peak = zip(*values)
        shares = [a / b for a, b in zip(wall, base[0])]
        difference = f'{abs(answers[row] - reference).max() / abs(reference).max():.1e}' if row in answers else ''
        print(f'{row:34} {statistics.median(wall):7.2f} {min(wall):7.2f} {statistics.median(cpu):7.2f}  '
              f'1/{1 / statistics.median(shares):<6.1f} {"1/%.1f" % (statistics.median(base[1]) / statistics.median(cpu)):>7}  '
              f'{max(peak):8.0f} {max(peak) / megabytes:7.2f}  {difference}')

parser = argparse.ArgumentParser()
parser.add_argument('folder'); parser.add_argument('names', nargs='*', default=['yolov2'])
parser.add_argument('--runs', type=int, default=5)
options = parser.parse_intermixed_args()
for name in options.names:
    with tempfile.TemporaryDirectory() as scratch: compare(name, options, pathlib.Path(scratch))
