"""Framerill beside NumPy on what happens between a detector's network and its detections, in turn, on one thread, in processor time:
boxes decoded from the output of a head, and non-max suppression. Says whether both found the same.

usage: compare_vision.py [--rounds 15]
needs: numpy; VisionBenchmarks built for release (or BENCHMARKS, where it lies)
"""
import argparse, os, pathlib, subprocess, tempfile
import numpy as np
from turns import in_turn, medians

here = pathlib.Path(__file__).resolve().parent
ANCHORS = np.array([[.57273, .677385], [1.87446, 2.06253], [3.33843, 5.47434], [7.88282, 3.52778], [9.77052, 9.16828]], 'f4')

def logistic(x): return 1 / (1 + np.exp(-x))

def decode(raw, kind, threshold):
    """The plain formulas over all cells, as scripts have them."""
    rows, columns = raw.shape[:2]
    cells = np.stack(np.meshgrid(np.arange(columns), np.arange(rows)), -1)[:, :, None].astype('f4')
    size = np.array([columns, rows], 'f4')
    centre, extent = (logistic(raw[..., :2]) + cells) / size, np.exp(raw[..., 2:4]) * ANCHORS / size
    if kind == 'region':
        powers = np.exp(raw[..., 5:] - raw[..., 5:].max(-1, keepdims=True))
        classes = powers / powers.sum(-1, keepdims=True)
    else: classes = logistic(raw[..., 5:])
    scores = logistic(raw[..., 4:5]) * classes
    best, index = scores.max(-1), scores.argmax(-1)
    kept = best >= threshold
    boxes = np.concatenate([centre - extent / 2, centre + extent / 2], -1)
    return boxes[kept], best[kept], index[kept]

def suppress(rows, overlap):
    """R. Girshick's loop over the best that are left; classes apart by moving each to a place of its own."""
    moved = rows[:, :4] + rows[:, 5:] * 10
    left, top, right, bottom = moved.T.astype('f8')
    areas, order, kept = (right - left) * (bottom - top), np.argsort(-rows[:, 4], kind='stable'), []
    while order.size:
        best, rest = order[0], order[1:]
        kept.append(best)
        width = np.maximum(0, np.minimum(right[best], right[rest]) - np.maximum(left[best], left[rest]))
        height = np.maximum(0, np.minimum(bottom[best], bottom[rest]) - np.maximum(top[best], top[rest]))
        shared = width * height
        order = rest[shared / (areas[best] + areas[rest] - shared) <= overlap]
    return rows[kept, 4]

def head(random, rows, columns, classes):
    """An output with few objects, as a trained network's: objectness far below 0 in most cells."""
    raw = random.normal(0, 2, (rows, columns, 5, 5 + classes)).astype('f4')
    raw[..., 2:4] *= .2
    raw[..., 4] -= 5
    busy = random.rand(rows, columns, 5) < .01
    raw[busy, 4], raw[busy, 5] = 4, 12
    return raw

def boxes(random, count):
    """Around as many objects as a tenth of them, of 20 classes."""
    objects, place = random.rand(count // 10, 4), random.randint(0, count // 10, count)
    corner = objects[place, :2] + random.normal(0, .01, (count, 2))
    size = .05 + .1 * objects[place, 2:] + random.uniform(0, .01, (count, 2))
    return np.concatenate([corner, corner + size, random.rand(count, 1), place[:, None] % 20], 1).astype('f4')

parser = argparse.ArgumentParser()
parser.add_argument('--rounds', type=int, default=15)
options = parser.parse_args()
random = np.random.RandomState(1)
tasks = {}
for kind, rows, columns in (('region', 19, 19), ('scale', 20, 20), ('scale', 76, 76)):
    raw = head(random, rows, columns, 80)
    tasks[f'{kind} {rows} {columns} 80 0.3'] = raw, lambda raw=raw, kind=kind: decode(raw, kind, np.float32(.3))[1], 20
for count in (50, 500, 5000):
    rows = boxes(random, count)
    tasks[f'suppress {count} boxes'] = rows, lambda rows=rows: suppress(rows, .5), max(2, 10000 // count)

ours = subprocess.Popen([os.environ.get('BENCHMARKS', here / '../.build/release') / pathlib.Path('VisionBenchmarks')],
                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
assert ours.stdout.readline().strip() == 'ready'
print(f'{options.rounds} rounds in turn, load {os.getloadavg()[0]:.1f}')
print(f'{"":24} {"cpu ms":>8} {"NumPy":>8}   speed, NumPy = 1')
print(f'{"":24} {"median":>8} {"median":>8}   {"median":>6} {"quartiles":>13}   same detections')
with tempfile.TemporaryDirectory() as scratch:
    for task, (values, peer, count) in tasks.items():
        values.tofile(f'{scratch}/values')
        kind, *rest = task.split()
        words = ' '.join([kind, f'{scratch}/values', *(['per-class', '0.5'] if kind == 'suppress' else rest)])
        scores = peer()
        pairs, (found, total) = in_turn(ours, words, peer, count, options.rounds)
        same = int(found) == len(scores) and abs(float(total) - scores.sum(dtype='f8')) < 1e-4 * len(scores)
        own, other, ratio, low, high = medians(pairs)
        print(f'{task:24} {own:8.4f} {other:8.3f}   {ratio:6.1f} {low:6.1f}-{high:6.1f}'
              f'   {f"yes, {found}" if same else f"no, {found} and {len(scores)}"}', flush=True)
ours.stdin.close(); ours.wait()
