"""Car detection as people write it today: Pillow, Keras and NumPy. JPEGs in, annotated JPEGs and rows of SQLite out.

needs: requirements.txt   usage: pipeline_script.py MODEL.h5 FRAMES_FOLDER OUT_FOLDER SCORE
"""
import glob, os, pathlib, sqlite3, sys
os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'
import numpy as np, tensorflow as tf, keras
from PIL import Image, ImageDraw

ANCHORS = np.array([[0.57273, 0.677385], [1.87446, 2.06253], [3.33843, 5.47434], [7.88282, 3.52778], [9.77052, 9.16828]])


def space_to_depth_x2(x): return tf.nn.space_to_depth(x, block_size=2)


def boxes_of(output, score):
    """[boxes, 4] as left, top, right, bottom from 0 to 1, [boxes] scores, [boxes] classes."""
    size = output.shape[0]
    y = output.reshape(size, size, 5, 85)
    sigmoid = lambda v: 1 / (1 + np.exp(-v))
    classes = np.exp(y[..., 5:] - y[..., 5:].max(-1, keepdims=True)); classes /= classes.sum(-1, keepdims=True)
    scores = sigmoid(y[..., 4]) * classes.max(-1)
    keep = scores >= score
    column, row = np.meshgrid(np.arange(size), np.arange(size))
    centre = (sigmoid(y[..., :2]) + np.stack([column, row], -1)[:, :, None]) / size
    extent = np.exp(y[..., 2:4]) * ANCHORS / size
    boxes = np.concatenate([centre - extent / 2, centre + extent / 2], -1)
    return boxes[keep], scores[keep], classes.argmax(-1)[keep]


def suppressed(boxes, scores, iou, most):
    order, kept = list(np.argsort(-scores)), []
    while order and len(kept) < most:
        best = order.pop(0); kept.append(best)
        if not order: break
        rest = boxes[order]
        low, high = np.maximum(boxes[best, :2], rest[:, :2]), np.minimum(boxes[best, 2:], rest[:, 2:])
        both = np.clip(high - low, 0, None).prod(-1)
        area = lambda b: (b[..., 2] - b[..., 0]) * (b[..., 3] - b[..., 1])
        order = [o for o, i in zip(order, both / (area(rest) + area(boxes[best]) - both)) if i <= iou]
    return kept


def main():
    path, frames, out, score = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3]), float(sys.argv[4])
    out.mkdir(parents=True, exist_ok=True)
    model = keras.models.load_model(path, compile=False, safe_mode=False, custom_objects={'space_to_depth_x2': space_to_depth_x2})
    side = model.input_shape[1]
    infer = tf.function(lambda x: model(x, training=False), jit_compile=False)
    store = sqlite3.connect(out / 'detections.sqlite')
    store.execute('CREATE TABLE detections (frame TEXT, class INTEGER, score REAL, l REAL, t REAL, r REAL, b REAL)')
    for file in sorted(glob.glob(f'{frames}/*.jpg')):
        picture = Image.open(file).convert('RGB')
        small = np.asarray(picture.resize((side, side), Image.BILINEAR), np.float32)[None] / 255
        boxes, scores, classes = boxes_of(infer(tf.constant(small)).numpy()[0], score)
        draw, name = ImageDraw.Draw(picture), os.path.basename(file)
        for index in suppressed(boxes, scores, 0.5, 10):
            l, t, r, b = boxes[index] * np.tile(picture.size, 2)
            draw.rectangle([l, t, max(l, r), max(t, b)], outline=(255, 0, 0), width=3)
            draw.text((l, t), f'class {classes[index]} {scores[index]:.2f}')
            store.execute('INSERT INTO detections VALUES (?,?,?,?,?,?,?)', (name, int(classes[index]), float(scores[index]), l, t, r, b))
        store.commit()
        picture.save(out / name, quality=90)


if __name__ == '__main__': main()
