"""Makes applications.h5: networks of keras.applications whose files hold operation nodes, as configurations with answers.

    python make_applications.py   # in an environment with tensorflow-cpu, keras, tf-keras, h5py

Weights aren't stored: both sides make them from seeds, scaled so that values keep their size through all layers
(ReferenceNumbers.ScaledWeights).
"""
import json
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import h5py
import keras
import numpy as np
import tf_keras
from make_support import given, saved_config

HERE = os.path.dirname(os.path.abspath(__file__))


def settle(model):
    values = []
    for index, weight in enumerate(model.weights):
        shape, name = tuple(weight.shape), weight.path if hasattr(weight, "path") else weight.name
        value = given(shape, 1000 + index)
        if "variance" in name:
            value = np.abs(value) * np.float32(0.4) + np.float32(0.8)
        elif "gamma" in name:
            value = value * np.float32(0.2) + np.float32(1)
        elif len(shape) < 2:
            value = value * np.float32(0.1)
        else:
            inputs = int(np.prod(shape[:2] if "depthwise" in name else shape[:-1]))
            value = value * np.float32(np.sqrt(np.float32(3) / np.float32(inputs)))
        values.append(value.astype("float32"))
    model.set_weights(values)


rows = dict(names=[], versions=[], configs=[], inputs=[], outputs=[])
values = []
for module, generation in ((tf_keras, 2), (keras, 3)):
    for name in ("MobileNetV3Small", "MobileNetV3Large", "RegNetX002", "RegNetY002"):
        if not hasattr(module.applications, name):
            continue
        module.backend.clear_session()
        options = {} if name.startswith("RegNet") else dict(include_preprocessing=False)
        model = getattr(module.applications, name)(
            weights=None, input_shape=(64, 64, 3), classes=5, classifier_activation=None, **options)
        settle(model)
        x = given((2, 64, 64, 3), 1)
        y = np.asarray(model(x, training=False))
        config, version = saved_config(model)
        rows["names"].append("Keras %d: %s" % (generation, name))
        rows["versions"].append(version)
        rows["configs"].append(config)
        rows["inputs"].append(json.dumps([x.shape]))
        rows["outputs"].append(json.dumps([y.shape]))
        values.append(y.ravel())
        print(rows["names"][-1], y[0])
with h5py.File(os.path.join(HERE, "applications.h5"), "w") as file:
    for key, texts in rows.items():
        data = np.array([t.encode() if isinstance(t, str) else t for t in texts])
        file.create_dataset(key, data=data, compression="gzip", chunks=data.shape)
    file["values"] = np.concatenate(values)
print(os.path.getsize(os.path.join(HERE, "applications.h5")), "bytes")
