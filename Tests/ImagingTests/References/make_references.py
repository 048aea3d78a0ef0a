"""Makes the images beside this script and what Pillow and OpenCV make of them.

    python make_references.py        needs numpy, Pillow >= 13 and opencv-python-headless

`images/` holds the files to decode; `decoded.json` says for each of them its size and where its RGB bytes begin in `decoded.bin`.
`reduced.json` and `reduced.bin` hold the same for the JPEG files decoded at 1/2, 1/4 and 1/8 of their size (Pillow's draft mode), the
denominator as `reduction`; `resized.json` and `resized.bin` for one image resized in many ways, whose own bytes come first.
"""

import io
import json
import pathlib
import struct

import cv2
import numpy as np
from PIL import Image, ImageOps

HERE = pathlib.Path(__file__).parent
IMAGES = HERE / "images"


def picture(width, height):
    """Smooth colours with an edge and some noise, no symmetry."""
    y, x = np.mgrid[0:height, 0:width].astype(float)
    planes = [
        128 + 100 * np.sin(x / 5 + y / 11),
        255 * x / width,
        255 * y / height * (x > width / 3) + 40 * (x + y > height),
    ]
    noise = np.random.default_rng(7).normal(0, 6, (height, width, 3))
    return Image.fromarray(np.clip(np.stack(planes, -1) + noise, 0, 255).astype(np.uint8))


def jpeg(image, **options):
    file = io.BytesIO()
    image.save(file, "JPEG", **{"quality": 90} | options)
    return file.getvalue()


def with_segment(data, marker, payload):
    """The file with one more segment behind its start."""
    return data[:2] + struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload + data[2:]


def exif(orientation, order, kind=3):
    value = struct.pack(order + {1: "BBH", 3: "HH", 4: "I"}[kind], *([orientation] if kind == 4 else [orientation, 0] if kind == 3 else [orientation, 0, 0]))
    # Another entry before, and offsets to the first directory that aren't 8.
    entries = struct.pack(order + "HHII", 0x0100, 4, 1, 99) + struct.pack(order + "HHI", 0x0112, kind, 1) + value
    head = (b"II" if order == "<" else b"MM") + struct.pack(order + "HI", 42, 12) + b"pad!"
    return b"Exif\0\0" + head + struct.pack(order + "H", 2) + entries + struct.pack(order + "I", 0)


def xmp(orientation):
    return b'http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><rdf:Description tiff:Orientation="%d"/></x:xmpmeta>' % orientation


def jpeg_files():
    image = picture(40, 27)
    yield "grey.jpg", jpeg(image.convert("L"))
    yield "ycc-420.jpg", jpeg(image)
    yield "ycc-422.jpg", jpeg(image, subsampling=1)
    yield "ycc-444.jpg", jpeg(image, subsampling=0)
    yield "ycc-restarts.jpg", jpeg(image, restart_marker_blocks=2)
    yield "progressive.jpg", jpeg(image, progressive=True)
    yield "progressive-grey.jpg", jpeg(image.convert("L"), progressive=True)
    yield "rgb.jpg", jpeg(image, keep_rgb=True, subsampling=0)
    inks = np.random.default_rng(3).integers(0, 256, (5, 8, 4)).astype(np.uint8)
    cmyk = Image.fromarray(inks, "CMYK").resize((40, 27), Image.BICUBIC)
    data = jpeg(cmyk)
    yield "cmyk.jpg", data
    # The same coded numbers, declared as YCCK by the transform byte at the end of Adobe's segment.
    adobe = data.index(b"Adobe")
    yield "ycck.jpg", data[: adobe + 11] + b"\2" + data[adobe + 12 :]
    small = picture(24, 16)
    for orientation in range(1, 9):
        order = "<>"[orientation % 2]
        yield f"exif-{orientation}.jpg", with_segment(jpeg(small), 0xE1, exif(orientation, order))
    yield "exif-long.jpg", with_segment(jpeg(small), 0xE1, exif(6, ">", kind=4))
    yield "exif-9.jpg", with_segment(jpeg(small), 0xE1, exif(9, "<"))
    yield "xmp-8.jpg", with_segment(jpeg(small), 0xE1, xmp(8))
    yield "xmp-8-exif-3.jpg", with_segment(with_segment(jpeg(small), 0xE1, exif(3, "<")), 0xE1, xmp(8))
    # A preview that is a whole JPEG file, with its own end marker.
    yield "preview.jpg", with_segment(jpeg(small), 0xE1, exif(1, "<") + jpeg(picture(8, 8)))
    yield "appended.jpg", jpeg(small) + b"bytes behind the end"
    yield "one-pixel.jpg", jpeg(picture(1, 1))


def png(image, **options):
    file = io.BytesIO()
    image.save(file, "PNG", **options)
    return file.getvalue()


def png_files():
    image = picture(21, 13)
    yield "rgb.png", png(image)
    yield "grey.png", png(image.convert("L"))
    yield "two-colours.png", png(image.convert("1"))
    yield "palette.png", png(image.quantize(16))
    opaque = image.convert("RGBA")
    yield "opaque-alpha.png", png(opaque)
    # Alphas from 128: below, cairo's product with it loses more of the colour than one level.
    alpha = Image.fromarray(np.random.default_rng(5).integers(128, 256, (13, 21)).astype(np.uint8))
    opaque.putalpha(alpha)
    yield "alpha.png", png(opaque)
    ok, data = cv2.imencode(".png", np.asarray(image).astype(np.uint16)[..., ::-1] * 257)
    yield "sixteen-bits.png", data.tobytes()


def write_decoded():
    index, pixels = [], b""
    for name, data in [*jpeg_files(), *png_files()]:
        (IMAGES / name).write_bytes(data)
        image = ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB")
        index.append({"name": name, "width": image.width, "height": image.height, "offset": len(pixels)})
        pixels += image.tobytes()
    (HERE / "decoded.json").write_text(json.dumps(index, indent=1) + "\n")
    (HERE / "decoded.bin").write_bytes(pixels)


def write_reduced():
    index, data = [], b""
    for name, file in jpeg_files():
        for reduction in (2, 4, 8):
            image = Image.open(io.BytesIO(file))
            if min(image.size) < reduction:
                continue
            # The mode is kept, as another one would let libjpeg convert to grey.
            image.draft(image.mode, (image.width // reduction, image.height // reduction))
            image = ImageOps.exif_transpose(image).convert("RGB")
            index.append(
                {"name": name, "reduction": reduction, "width": image.width, "height": image.height, "offset": len(data)})
            data += image.tobytes()
    (HERE / "reduced.json").write_text(json.dumps(index, indent=1) + "\n")
    (HERE / "reduced.bin").write_bytes(data)


PILLOW = {
    "nearest": Image.NEAREST,
    "box": Image.BOX,
    "bilinear": Image.BILINEAR,
    "bicubic": Image.BICUBIC,
    "lanczos": Image.LANCZOS,
}
SIZES = [(74, 58), (50, 17), (18, 14), (37, 9), (11, 29), (1, 1), (5, 60), (3, 2), (90, 4), (2, 1), (36, 28), (38, 30)]


def write_resized():
    # Noise, as in it every weight shows.
    pixels = np.random.default_rng(1).integers(0, 256, (29, 37, 3)).astype(np.uint8)
    image = Image.fromarray(pixels)
    index, data = [], pixels.tobytes()
    for width, height in SIZES:
        results = {name: np.asarray(image.resize((width, height), number)) for name, number in PILLOW.items()}
        results["bilinearSampled"] = cv2.resize(pixels, (width, height), interpolation=cv2.INTER_LINEAR)
        for name, result in results.items():
            index.append({"name": name, "width": width, "height": height, "offset": len(data)})
            data += result.tobytes()
    (HERE / "resized.json").write_text(json.dumps({"width": 37, "height": 29, "results": index}, indent=1) + "\n")
    (HERE / "resized.bin").write_bytes(data)


if __name__ == "__main__":
    IMAGES.mkdir(exist_ok=True)
    write_decoded()
    write_reduced()
    write_resized()
