"""Keras models to time engines on, random weights with settled batch-norm statistics: models/NAME.h5 and .onnx.

needs: tensorflow-cpu tf2onnx onnx   usage: build_models.py OUTDIR [NAME ...]
yolo-fastest-1.1-xl is taken as it is from ../shared/models beside this project, or from YOLO_FASTEST=FILE.h5.
"""
import os, pathlib, subprocess, sys
os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'
import numpy as np, tensorflow as tf, keras
from keras import layers as L
keras.utils.set_random_seed(7)

def space_to_depth_x2(x):
    """As the course's yolo.h5 has it: in a Lambda, known by its name."""
    import tensorflow as tf
    return tf.nn.space_to_depth(x, block_size=2)

def block(x, filters, kernel):
    x = L.Conv2D(filters, kernel, padding='same', use_bias=False)(x)
    return L.LeakyReLU(negative_slope=0.1)(L.BatchNormalization()(x))

def yolov2(size=608, outputs=425):
    """The network of yolo.h5: Darknet-19 trunk, passthrough, 19x19x425 at 608."""
    i = L.Input((size, size, 3)); x = L.MaxPooling2D()(block(i, 32, 3)); x = L.MaxPooling2D()(block(x, 64, 3))
    for a, b in ((128, 64), (256, 128)):
        x = L.MaxPooling2D()(block(block(block(x, a, 3), b, 1), a, 3))
    for f, k in ((512, 3), (256, 1), (512, 3), (256, 1), (512, 3)): x = block(x, f, k)
    skip = x; x = L.MaxPooling2D()(x)
    for f, k in ((1024, 3), (512, 1), (1024, 3), (512, 1), (1024, 3), (1024, 3), (1024, 3)): x = block(x, f, k)
    x = block(L.Concatenate()([L.Lambda(space_to_depth_x2)(block(skip, 64, 1)), x]), 1024, 3)
    return keras.Model(i, L.Conv2D(outputs, 1, padding='same')(x))

def settle(model):
    r = np.random.RandomState(0)
    for l in model.layers:
        if isinstance(l, L.BatchNormalization):
            n = l.moving_mean.shape; w = []
            if l.scale: w.append(r.uniform(.5, 1.5, n))
            if l.center: w.append(r.normal(0, .1, n))
            l.set_weights(w + [r.normal(0, .1, n), r.uniform(.5, 1.5, n)])
    return model

def yolo_fastest():
    """A file of another's, for its network is too long to write down here: dog-qiuqiu/Yolo-Fastest, 320x320, two heads."""
    shared = pathlib.Path(__file__).resolve().parents[3] / 'shared/models/yolo-fastest-1.1-xl.h5'
    return keras.saving.load_model(os.environ.get('YOLO_FASTEST', shared), compile=False)

A = keras.applications
MODELS = {'yolov2': yolov2, 'resnet50': lambda: A.ResNet50(weights=None), 'mobilenetv2': lambda: A.MobileNetV2(weights=None),
          'efficientnetb0': lambda: A.EfficientNetB0(weights=None), 'densenet121': lambda: A.DenseNet121(weights=None),
          'inceptionv3': lambda: A.InceptionV3(weights=None), 'vgg16': lambda: A.VGG16(weights=None), 'yolo-fastest-1.1-xl': yolo_fastest}
TRAINED = {'yolo-fastest-1.1-xl'}

if __name__ == '__main__':
    out = sys.argv[1]; os.makedirs(out, exist_ok=True)
    for name in sys.argv[2:] or MODELS:
        m = MODELS[name]() if name in TRAINED else settle(MODELS[name]())
        m.save(f'{out}/{name}.h5'); m.export(f'{out}/{name}_saved', verbose=0)
        subprocess.check_call([sys.executable, '-m', 'tf2onnx.convert', '--saved-model', f'{out}/{name}_saved',
                               '--output', f'{out}/{name}.onnx', '--opset', '17'], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        print(name, m.count_params(), m.input_shape)
