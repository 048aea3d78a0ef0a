"""Writes class-colors.json: what the assignment's generate_colors gives for several numbers of classes.

Needs nothing but Python 3. Run: python3 make_class_colors.py > class-colors.json
"""

import colorsys
import json
import random


def generate_colors(count):
    """As in the assignment's yolo_utils.py."""
    hues = [(index / count, 1.0, 1.0) for index in range(count)]
    colors = [colorsys.hsv_to_rgb(*hue) for hue in hues]
    colors = [(int(red * 255), int(green * 255), int(blue * 255)) for red, green, blue in colors]
    random.seed(10101)
    random.shuffle(colors)
    random.seed(None)
    return colors


# 1000 classes draw more numbers than the generator's 624 words of state.
lines = [f'"{count}": {json.dumps(generate_colors(count), separators=(",", ":"))}' for count in (1, 2, 3, 4, 7, 20, 80, 1000)]
print("{\n" + ",\n".join(lines) + "\n}")
