"""Makes initializers.h5: weights of tf-keras 2 and Keras 3. Needs tensorflow, tf-keras, keras and h5py."""

import pathlib

import h5py
import keras
import tf_keras

out = h5py.File(pathlib.Path(__file__).with_name("initializers.h5"), "w", track_order=True)

SHAPES = {"vector": (5,), "matrix": (6, 4), "wide": (3, 7), "kernel": (3, 2, 4, 5)}
CASES = {
    "Zeros": {},
    "Ones": {},
    "Constant": {"value": 0.3},
    "RandomNormal": {"mean": 0.1, "stddev": 2.0, "seed": 3},
    "RandomUniform": {"minval": -0.3, "maxval": 0.7, "seed": 3},
    "TruncatedNormal": {"mean": 0.1, "stddev": 2.0, "seed": 3},
    "GlorotNormal": {"seed": 3},
    "GlorotUniform": {"seed": 0},
    "HeNormal": {"seed": 1234567},
    "HeUniform": {"seed": 3},
    "LecunNormal": {"seed": 3},
    "LecunUniform": {"seed": 3},
    "Orthogonal": {"gain": 1.5, "seed": 3},
    "Identity": {"gain": 2.5},
}
for generation, library in {"keras2": tf_keras, "keras3": keras}.items():
    for name, options in CASES.items():
        for label, shape in SHAPES.items():
            if name == "Identity" and len(shape) != 2 or name == "Orthogonal" and len(shape) < 2:
                continue
            weight = getattr(library.initializers, name)(**options)(shape)
            out[f"{generation}/{name}/{label}"] = weight.numpy()
    for mode in ["fan_in", "fan_out", "fan_avg"]:
        for distribution in ["uniform", "truncated_normal", "untruncated_normal"]:
            initializer = library.initializers.VarianceScaling(0.7, mode, distribution, seed=8)
            out[f"{generation}/VarianceScaling/{mode}/{distribution}"] = initializer((3, 2, 4, 5)).numpy()
    # Seeds that nobody gave.
    library.utils.set_random_seed(11)
    for index in range(3):
        out[f"{generation}/unseeded/{index}"] = library.initializers.GlorotUniform()((3, 4)).numpy()

out["keras3/axes"] = keras.initializers.HeNormal(3, input_axes=(0, 1), output_axes=(-1,))((2, 3, 4)).numpy()
for seed in [-3, 2**31 + 7]:
    out[f"keras3/seed/{seed}"] = keras.initializers.RandomNormal(seed=seed)((5,)).numpy()
generator = keras.random.SeedGenerator(5)
for index in range(3):
    out[f"keras3/generator/{index}"] = keras.random.normal((5,), seed=generator).numpy()
