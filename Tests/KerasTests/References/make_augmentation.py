"""Makes augmentation.h5: what layers that change images by chance make of a batch in training, for tf_keras and Keras 3.

    python make_augmentation.py  # in the same environment as make.py

For each case the config of a model of one layer (or a few), and what it makes of the same images when it is called two times with
training=True, one call after the other. The images are those of numbers() with seed 1, brought to 0…255, of the shape in `shapes`.

The groups fit-keras2 and fit-keras3 hold a model with augmentation at its head, its weights, and the losses of its steps.
"""
import json

import h5py
import numpy as np

from make import HERE, given, keras, saved_config, tf_keras

SHAPE = (3, 6, 7, 3)


def pictures(shape):
    return (given(shape, 1) + np.float32(1)) * np.float32(127.5)


def both(L, generation):
    yield "RandomFlip horizontal", SHAPE, [L.RandomFlip("horizontal", seed=3)]
    yield "RandomFlip vertical", SHAPE, [L.RandomFlip("vertical", seed=4)]
    yield "RandomFlip", SHAPE, [L.RandomFlip(seed=5)]
    yield "RandomFlip negative seed", SHAPE, [L.RandomFlip(seed=-7)]
    for fill in "reflect", "wrap", "constant", "nearest":
        for interpolation in "bilinear", "nearest":
            o = dict(fill_mode=fill, interpolation=interpolation, fill_value=20.0)
            name = "%s %s" % (fill, interpolation)
            yield "RandomRotation " + name, SHAPE, [L.RandomRotation(0.3, seed=6, **o)]
            yield "RandomZoom " + name, SHAPE, [L.RandomZoom((0.2, 0.9), (-0.5, -0.2), seed=7, **o)]
            yield "RandomTranslation " + name, SHAPE, [L.RandomTranslation(0.9, (-0.7, 0.8), seed=8, **o)]
    yield "RandomRotation bounds", SHAPE, [L.RandomRotation((0.1, 0.4), seed=9)]
    yield "RandomZoom proportional", SHAPE, [L.RandomZoom(0.5, seed=10)]
    yield "RandomTranslation of one line", (2, 1, 7, 2), [L.RandomTranslation(0.9, 0.9, seed=10)]
    yield "RandomTranslation wrap of one line", (2, 1, 7, 2), [L.RandomTranslation(0.9, 0.9, fill_mode="wrap", seed=10)]
    yield "RandomContrast", SHAPE, [L.RandomContrast(0.6, seed=11)]
    yield "RandomContrast bounds", SHAPE, [L.RandomContrast((0.1, 0.9), seed=12)]
    yield "RandomBrightness", SHAPE, [L.RandomBrightness(0.5, seed=13)]
    yield "RandomBrightness range", SHAPE, [L.RandomBrightness((0.1, 0.4), value_range=(10, 200), seed=14)]
    yield "RandomCrop", SHAPE, [L.RandomCrop(3, 4, seed=15)]
    yield "RandomCrop whole", SHAPE, [L.RandomCrop(6, 7, seed=15)]
    yield "RandomCrop larger", SHAPE, [L.RandomCrop(8, 5, seed=15)]
    yield "chain", SHAPE, [L.RandomFlip(seed=1), L.RandomRotation(0.1, seed=1), L.RandomZoom(0.2, seed=2)]


def second(L):
    for interpolation in "bilinear", "nearest", "bicubic", "area":
        yield "RandomHeight " + interpolation, SHAPE, [L.RandomHeight(0.5, interpolation, seed=16)]
        yield "RandomWidth " + interpolation, SHAPE, [L.RandomWidth((0.2, 0.9), interpolation, seed=17)]


def third(L):
    yield "RandomRotation channels first", (3, 3, 6, 7), [L.RandomRotation(0.3, seed=6, data_format="channels_first")]
    yield "RandomFlip channels first", (3, 3, 6, 7), [L.RandomFlip(seed=6, data_format="channels_first")]
    yield "RandomContrast range", SHAPE, [L.RandomContrast(0.9, value_range=(20, 180), seed=18)]
    for fill in "reflect", "constant":
        yield "RandomShear " + fill, SHAPE, [L.RandomShear((0.1, 0.5), (0.2, 0.6), fill_mode=fill, seed=19)]
    yield "RandomShear one", SHAPE, [L.RandomShear(0.5, interpolation="nearest", seed=19)]
    for name, o in {"": {}, " number": dict(fill_value=100), " colour": dict(fill_value=(1, 2, 300)),
                    " chance": dict(factor=0.9, scale=(0.3, 0.8))}.items():
        yield "RandomErasing" + name, SHAPE, [L.RandomErasing(seed=20, **o)]
    yield "RandomGrayscale", SHAPE, [L.RandomGrayscale(0.5, seed=21)]
    yield "RandomHue", SHAPE, [L.RandomHue(0.9, seed=22)]
    yield "RandomHue range", SHAPE, [L.RandomHue((0.3, 0.5), value_range=(-20, 300), seed=23)]
    yield "RandomSaturation", SHAPE, [L.RandomSaturation(0.9, seed=24)]
    yield "RandomSaturation bounds", SHAPE, [L.RandomSaturation((0.2, 0.6), seed=25)]
    yield "RandomColorJitter", SHAPE, [L.RandomColorJitter(brightness_factor=0.3, contrast_factor=0.5, saturation_factor=0.6, hue_factor=0.3, seed=26)]
    yield "RandomColorJitter parts", SHAPE, [L.RandomColorJitter(contrast_factor=(0.1, 0.5), hue_factor=0.3, seed=26)]
    yield "RandomColorDegeneration", SHAPE, [L.RandomColorDegeneration(0.8, seed=27)]
    yield "RandomSharpness", SHAPE, [L.RandomSharpness(0.9, seed=28)]
    yield "RandomSharpness range", SHAPE, [L.RandomSharpness((0.6, 0.9), value_range=(30, 200), seed=28)]
    yield "RandomInvert", SHAPE, [L.RandomInvert(0.9, seed=29)]
    yield "RandomInvert range", SHAPE, [L.RandomInvert((0.4, 0.9), value_range=(0, 100), seed=30)]
    yield "RandomPosterization", SHAPE, [L.RandomPosterization(6, seed=31)]
    yield "RandomPosterization alike", SHAPE, [L.RandomPosterization((3, 3), seed=31)]
    yield "RandomPosterization range", SHAPE, [L.RandomPosterization((2, 7), value_range=(-10, 300), seed=32)]
    yield "Solarization", SHAPE, [L.Solarization(0.3, 0.6, seed=33)]
    yield "Solarization range", SHAPE, [L.Solarization((0.1, 0.4), (0.2, 0.9), value_range=(0, 300), seed=34)]
    yield "Equalization", SHAPE, [L.Equalization()]
    yield "Equalization bins", SHAPE, [L.Equalization(value_range=(0, 300), bins=16)]
    yield "RandomGaussianBlur", SHAPE, [L.RandomGaussianBlur(seed=35)]
    yield "RandomGaussianBlur kernel", SHAPE, [L.RandomGaussianBlur(0.9, kernel_size=(3, 5), sigma=(0.4, 0.9), value_range=(0, 200), seed=36)]
    yield "RandomPerspective", SHAPE, [L.RandomPerspective(seed=37)]
    yield "RandomPerspective scale", SHAPE, [L.RandomPerspective(0.9, scale=0.4, interpolation="nearest", fill_value=50.0, seed=38)]
    yield "MixUp", (8, 2, 3, 2), [L.MixUp(seed=39)]
    yield "MixUp one", (8, 2, 3, 2), [L.MixUp(alpha=1.0, seed=40)]
    yield "MixUp above one", (8, 2, 3, 2), [L.MixUp(alpha=2.5, seed=41)]
    yield "CutMix", (6, 4, 5, 2), [L.CutMix(seed=42)]
    yield "CutMix bounds", (6, 4, 5, 2), [L.CutMix((0.5, 0.9), seed=43)]
    yield "RandAugment", SHAPE, [L.RandAugment(seed=44)]
    yield "RandAugment more", SHAPE, [L.RandAugment(num_ops=3, factor=0.2, interpolation="nearest", seed=45)]


def layer_entry(layer, shape, generation):
    """An entry of a Sequential config; Keras 3 can't save all of these layers as HDF5, so that the model's own config isn't asked for."""
    config = keras.saving.serialize_keras_object(layer) if generation == 3 else {"class_name": type(layer).__name__, "config": layer.get_config()}
    entry = {"class_name": config["class_name"], "config": config["config"]}
    if hasattr(layer, "seed"):
        # Keras 3 forgets that of RandomGrayscale.
        entry["config"]["seed"] = layer.seed
    return entry


def configuration(layers, shape, generation):
    shape = [None] + list(shape[1:])
    head = {"class_name": "InputLayer", "config": dict(
        {"batch_input_shape": shape} if generation == 2 else {"batch_shape": shape}, name="in", dtype="float32")}
    entries = [layer_entry(layer, shape, generation) for layer in layers]
    return json.dumps({"class_name": "Sequential", "config": {"name": "m", "layers": [head] + entries}})


def answers(layers, x):
    for _ in range(2):
        y = x
        for layer in layers:
            y = layer(y, training=True)
        yield np.array(y)


def fit(k, generation, group):
    """Six steps of a network with augmentation in a model of its own."""
    L = k.layers
    augment = k.Sequential([L.RandomFlip("horizontal", seed=1), L.RandomRotation(0.1, seed=2), L.RandomZoom(0.2, seed=3),
                            L.RandomContrast(0.3, seed=4)], name="augment")
    model = k.Sequential([k.Input((8, 8, 3)), augment, L.Rescaling(1 / 255), L.Conv2D(4, 3, activation="relu"),
                          L.RandomFlip("vertical", seed=5), L.Flatten(), L.Dense(3, activation="softmax")])
    model.compile(optimizer=k.optimizers.SGD(0.05), loss="categorical_crossentropy")
    for index, weight in enumerate(model.weights):
        weight.assign(given(tuple(weight.shape), 50 + index)) if "seed" not in getattr(weight, "path", weight.name) else None
    x, y = pictures((8, 8, 8, 3)), np.eye(3, dtype="float32")[[0, 1, 2, 0, 1, 2, 0, 1]]
    group.attrs["config"], group.attrs["version"] = saved_config(model)
    for index, weight in enumerate(w for w in model.trainable_weights):
        group["w%d" % index] = weight.numpy()
    history = model.fit(x, y, batch_size=4, epochs=3, shuffle=False, verbose=0)
    group["losses"] = np.array(history.history["loss"], "float32")


def main():
    names, versions, configs, shapes, outputs, values = [], [], [], [], [], []
    for generation, k in (2, tf_keras), (3, keras):
        cases = list(both(k.layers, generation)) + list((second if generation == 2 else third)(k.layers))
        for name, shape, layers in cases:
            configs.append(configuration(layers, shape, generation))
            results = list(answers(layers, pictures(shape)))
            names.append("%s of Keras %d" % (name, generation))
            versions.append(k.__version__)
            shapes.append(json.dumps(shape))
            outputs.append(json.dumps([r.shape for r in results]))
            values += [r.astype("float32").ravel() for r in results]
    with h5py.File(HERE + "/augmentation.h5", "w") as file:
        for name, strings in dict(names=names, versions=versions, configs=configs, shapes=shapes, outputs=outputs).items():
            file.create_dataset(name, data=np.array(strings, "S"), compression="gzip")
        file.create_dataset("values", data=np.concatenate(values), compression="gzip", shuffle=True)
        for generation, k in (2, tf_keras), (3, keras):
            fit(k, generation, file.create_group("fit-keras%d" % generation))
    print(len(names), "cases")


if __name__ == "__main__":
    main()
