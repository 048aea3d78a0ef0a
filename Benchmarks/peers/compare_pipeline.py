"""From JPEGs to annotated JPEGs and SQLite with YOLOv2: `framerill run` beside pipeline_script.py, in turn.

needs: requirements.txt, framerill built for release   usage: compare_pipeline.py MODELS_FOLDER [--frames 40] [--rounds 3]

Each run is made with a tenth of the frames and with all; the difference is what the frames beyond the first tenth take, so that starting and
reading the model count for neither. Frames are those of data/frames, enlarged to 1280×720. The score is chosen so that each frame has
some boxes, though the network has random weights.
"""
import argparse, glob, json, os, pathlib, sqlite3, statistics, subprocess, sys, tempfile, time
from PIL import Image

here = pathlib.Path(__file__).resolve().parent
PIPELINE = '''
name: yolov2
stages:
  - load: {{ path: {frames} }}
  - preprocess: {{ size: 608, resample: bilinear, scale: 1/255 }}
  - infer: {{ model: {model} }}
  - filter-boxes: {{ description: {description}, score: {score} }}
  - nms
  - annotate
  - store: {{ directory: {out}, images: "%s.jpg", quality: 90, sqlite: detections.sqlite }}
'''


def description():
    return {'family': 'yolov2 region head', 'input': [608, 608, 3], 'classes': [f'class {i}' for i in range(80)],
            'anchors_cells': [[0.57273, 0.677385], [1.87446, 2.06253], [3.33843, 5.47434], [7.88282, 3.52778], [9.77052, 9.16828]]}


def frames(folder, count):
    os.mkdir(folder)
    files = sorted(glob.glob(str(here / '../../data/frames/*.jpg')))
    for index in range(count):
        Image.open(files[index % len(files)]).resize((1280, 720)).save(f'{folder}/f-{index:04d}.jpg', quality=90)
    return folder


def fitting_score(model, picture):
    """The score that a few dozen boxes of the picture reach."""
    code = (f'import sys; sys.path.insert(0, {str(here)!r}); import pipeline_script as p, numpy as np, keras\n'
            f'm = keras.models.load_model({str(model)!r}, compile=False, safe_mode=False, custom_objects={{"space_to_depth_x2": p.space_to_depth_x2}})\n'
            f'x = np.asarray(p.Image.open({picture!r}).resize((608, 608), p.Image.BILINEAR), np.float32)[None] / 255\n'
            'print(float(np.sort(p.boxes_of(m.predict(x, verbose=0)[0], 0)[1])[-40]))')
    return float(subprocess.run([sys.executable, '-c', code], check=True, stdout=subprocess.PIPE, text=True).stdout.split()[-1])


def timed(command):
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('folder'); parser.add_argument('--frames', type=int, default=40); parser.add_argument('--rounds', type=int, default=3)
    options = parser.parse_args()
    model = pathlib.Path(options.folder).resolve() / 'yolov2.h5'
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        few, many = frames(scratch / 'few', options.frames // 10), frames(scratch / 'many', options.frames)
        score = fitting_score(model, f'{many}/f-0000.jpg')
        (scratch / 'yolov2.json').write_text(json.dumps(description()))
        speeds, rows = {'framerill': [], 'script': []}, {}
        for number in range(options.rounds):
            for engine in speeds:
                times = []
                for folder in (few, many):
                    out = scratch / f'{engine}-{number}-{folder.name}'
                    if engine == 'framerill':
                        text = PIPELINE.format(frames=folder, model=model, description=scratch / 'yolov2.json', score=score, out=out)
                        (scratch / 'pipeline.yaml').write_text(text)
                        command = [here / '../../.build/release/framerill', 'run', scratch / 'pipeline.yaml', '--quiet']
                    else:
                        command = [sys.executable, here / 'pipeline_script.py', model, folder, out, str(score)]
                    times.append(timed(command))
                speeds[engine].append((options.frames - options.frames // 10) / (times[1] - times[0]))
                rows[engine] = sqlite3.connect(out / 'detections.sqlite').execute('SELECT count(*) FROM detections').fetchone()[0]
        ratios = [ours / theirs for ours, theirs in zip(speeds['framerill'], speeds['script'])]
        for engine in speeds:
            print(f'{engine}: {statistics.median(speeds[engine]):.2f} frames/s, {rows[engine]} detections in {options.frames} frames')
        print(f'{statistics.median(ratios):.2f} times the script ({min(ratios):.2f}–{max(ratios):.2f}, {options.rounds} rounds)')


main()
