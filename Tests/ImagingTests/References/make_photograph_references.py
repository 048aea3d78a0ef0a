"""Writes what Pillow says of the photographs in ../shared/images, which aren't part of the project, to `photographs.json`.

    python make_photograph_references.py ../shared/images
"""

import json
import pathlib
import sys

import numpy as np
from PIL import Image, ImageOps

folder = pathlib.Path(sys.argv[1])
facts = {}
for path in sorted(folder.rglob("*")):
    if path.suffix in (".jpg", ".png"):
        image = ImageOps.exif_transpose(Image.open(path)).convert("RGB")
        means = np.asarray(image).reshape(-1, 3).mean(0)
        facts[str(path.relative_to(folder))] = [image.width, image.height, *(round(float(mean), 4) for mean in means)]
lines = ",\n".join(f" {json.dumps(name)}: {json.dumps(numbers)}" for name, numbers in facts.items())
pathlib.Path(__file__).with_name("photographs.json").write_text("{\n" + lines + "\n}\n")
