"""Writes an HDF5 file anew as other programs would have: other layouts, numbers, strings, formats, with the same content."""
import os

import h5py
import numpy as np

from layers import chance, pick


def repack(r, path):
    new = path + ".new"
    options = dict(libver=pick(r, "earliest", "latest", ("earliest", "v110")), track_order=chance(r, 0.3))
    if chance(r, 0.2):
        options["userblock_size"] = 1024
    with h5py.File(path) as source, h5py.File(new, "w", **options) as target:
        names = pick(r, "same", "fixed", "variable", "split")
        copy(r, source, target, names, options["track_order"])
    os.replace(new, path)


def copy(r, source, target, names, track_order):
    for name, value in source.attrs.items():
        attribute(r, target, name, value, names)
    for name, item in source.items():
        if isinstance(item, h5py.Group):
            copy(r, item, target.create_group(name, track_order=track_order), names, track_order)
        else:
            dataset(r, target, name, item[()])


def attribute(r, target, name, value, names):
    """One text in any form that h5py can write; lists of names also in parts, as Keras writes long ones."""
    if isinstance(value, (str, bytes)):
        text = value.encode() if isinstance(value, str) else value
        if len(text) > 60000:
            target.attrs[name] = value
            return
        form = r.integers(4)
        if form == 0:
            target.attrs[name] = np.bytes_(text)
        elif form == 1:
            target.attrs.create(name, text.decode(), dtype=h5py.string_dtype("utf-8"))
        elif form == 2:
            target.attrs.create(name, text, dtype=h5py.string_dtype("utf-8", len(text) + 7))
        else:
            target.attrs[name] = value
        return
    value = np.asarray(value)
    if name not in ("layer_names", "weight_names") or not value.size:
        target.attrs[name] = value
        return
    texts = [v if isinstance(v, bytes) else v.encode() for v in value]
    if names == "fixed":
        target.attrs[name] = np.array(texts, dtype="S%d" % max(map(len, texts)))
    elif names == "variable":
        target.attrs.create(name, [t.decode() for t in texts], dtype=h5py.string_dtype())
    elif names == "split":
        for i, part in enumerate(np.array_split(np.array(texts), min(len(texts), 3))):
            target.attrs["%s%d" % (name, i)] = part
    else:
        target.attrs[name] = value


def dataset(r, target, name, value):
    value = np.asarray(value)
    if value.dtype.kind == "f" and value.dtype.itemsize == 4:
        value = value.astype(pick(r, "<f4", ">f4", "<f8", ">f8"))
    options = {}
    if value.ndim and value.size and chance(r, 0.5):
        options = pick(r, dict(compression="gzip"), dict(compression="gzip", shuffle=True), dict(fletcher32=True),
                       dict(chunks=tuple(max(1, n // 2) for n in value.shape)), dict(maxshape=tuple(None for _ in value.shape)))
    elif value.ndim and 0 < value.nbytes < 60000 and chance(r, 0.3):
        properties = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        properties.set_layout(h5py.h5d.COMPACT)
        made = h5py.h5d.create(target.id, name.encode(), h5py.h5t.py_create(value.dtype), h5py.h5s.create_simple(value.shape), properties)
        made.write(h5py.h5s.ALL, h5py.h5s.ALL, np.ascontiguousarray(value))
        return
    target.create_dataset(name, data=value, **options)
