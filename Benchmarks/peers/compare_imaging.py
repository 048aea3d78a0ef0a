"""Framerill beside Pillow on what happens to a photograph between its file and a network, and back: one thing at a time, in
turn, on one thread, in processor time. Says whether both gave the same bytes.

usage: compare_imaging.py IMAGE.jpg [--rounds 15] [TASK ...]     e.g. "resize bicubic 608 608"
needs: pillow >= 13, numpy; ImagingBenchmarks built for release (or BENCHMARKS, where it lies)
"""
import argparse, io, os, pathlib, subprocess, zlib
import numpy as np
from PIL import Image, ImageDraw, ImageFont
from turns import in_turn, medians

here = pathlib.Path(__file__).resolve().parent
FILTERS = {'nearest': Image.Resampling.NEAREST, 'box': Image.Resampling.BOX, 'bilinear': Image.Resampling.BILINEAR,
           'bicubic': Image.Resampling.BICUBIC, 'lanczos': Image.Resampling.LANCZOS}
SIZES = ((608, 608), (416, 416), (320, 320), (224, 224))
TASKS = ['decode', 'decode-at-least 640 360', 'annotate', 'encode',
         *(f'resize {name} {w} {h}' for name in ('bicubic', 'bilinear') for w, h in SIZES),
         'letterbox bicubic 608 608', 'letterbox bilinear 416 416',
         *(f'tensor {name} {w} {h}' for name in ('bicubic', 'bilinear') for w, h in SIZES[::3]),
         'letterbox-tensor bicubic 608 608']

def letterboxed(image, size, resample):
    scale = min(size[0] / image.width, size[1] / image.height)
    inner = image.resize((round(image.width * scale), round(image.height * scale)), resample)
    canvas = Image.new('RGB', size, (128, 128, 128))
    canvas.paste(inner, ((size[0] - inner.width) // 2, (size[1] - inner.height) // 2))
    return canvas

def tensor(image): return np.asarray(image, np.float32) * np.float32(1 / 255)

def encoded(image):
    file = io.BytesIO()
    image.save(file, 'JPEG', quality=90)
    return file.getvalue()

FONT = ImageFont.load_default(20)

def annotated(image):
    """Five boxes with their names, as ImageWork.annotated draws them with cairo."""
    image = image.copy()
    draw = ImageDraw.Draw(image)
    for number in range(5):
        corner = 40 + 100 * number
        draw.rectangle((corner, corner, corner + 119, corner + 79), outline='white', width=3)
        draw.rectangle(draw.textbbox((corner, corner - 24), 'car 0.87', FONT), fill='white')
        draw.text((corner, corner - 24), 'car 0.87', 'black', FONT)
    return image

def drafted(file, size):
    image = Image.open(io.BytesIO(file))
    image.draft('RGB', size)
    return image.convert('RGB')

def pillow(task, file, image):
    """What Pillow does for one task."""
    words = task.split()
    if task == 'decode': return lambda: Image.open(io.BytesIO(file)).convert('RGB')
    if words[0] == 'decode-at-least': return lambda: drafted(file, (int(words[1]), int(words[2])))
    if task == 'annotate': return lambda: annotated(image)
    if task == 'encode': return lambda: encoded(image)
    resample, size = FILTERS[words[1]], (int(words[2]), int(words[3]))
    return {'resize': lambda: image.resize(size, resample), 'letterbox': lambda: letterboxed(image, size, resample),
            'tensor': lambda: tensor(image.resize(size, resample)),
            'letterbox-tensor': lambda: tensor(letterboxed(image, size, resample))}[words[0]]

def checksum(result):
    return zlib.adler32(result if isinstance(result, bytes) else result.tobytes())

parser = argparse.ArgumentParser()
parser.add_argument('image'); parser.add_argument('tasks', nargs='*', default=TASKS)
parser.add_argument('--rounds', type=int, default=15)
options = parser.parse_intermixed_args()
file = pathlib.Path(options.image).read_bytes()
image = Image.open(io.BytesIO(file)).convert('RGB')
ours = subprocess.Popen([os.environ.get('BENCHMARKS', here / '../.build/release') / pathlib.Path('ImagingBenchmarks'), options.image],
                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
assert ours.stdout.readline().strip() == 'ready'

print(f'{image.width}x{image.height}, {options.rounds} rounds in turn, load {os.getloadavg()[0]:.1f}')
print(f'{"":34} {"cpu ms":>8} {"Pillow":>8}   speed, Pillow = 1')
print(f'{"":34} {"median":>8} {"median":>8}   {"median":>6} {"quartiles":>13}   same bytes')
for task in options.tasks:
    run = pillow(task, file, image)
    sum_of_peer = checksum(run())
    pairs, said = in_turn(ours, task, run, 5, options.rounds)
    own, peer, ratio, low, high = medians(pairs)
    print(f'{task:34} {own:8.2f} {peer:8.2f}   {ratio:6.2f} {low:6.2f}-{high:6.2f}'
          f'   {"yes" if int(said[0]) == sum_of_peer else "no"}', flush=True)
ours.stdin.close(); ours.wait()
