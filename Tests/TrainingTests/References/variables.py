"""Makes variables.json beside this script: penalties of regularizers and results of constraints, of Keras 2 (tf-keras).

Keras 3 gives the same, but has no RadialConstraint. python3 variables.py (needs tensorflow-cpu, tf-keras and keras)
"""

from table import array, attempt, floats, keras2, keras3, random, save, tf

cases = []


def case(kind, name, variable, **options):
    variable = floats(variable)
    answers = []
    for keras in [keras2, keras3]:
        module = getattr(keras, kind)
        if hasattr(module, name):
            answers.append(attempt(lambda: getattr(module, name)(**options)(tf.constant(variable)).numpy()))
    cases.append({"kind": kind, "name": name, "options": options, "variable": array(variable), "answers": answers})


KERNEL = random(1, 3, 3, 2, 4)
MATRIX = random(2, 5, 3)
for variable in [KERNEL, MATRIX, MATRIX * 0]:
    case("regularizers", "L1", variable, l1=0.03)
    case("regularizers", "L2", variable, l2=0.0005)
    case("regularizers", "L1L2", variable, l1=0.01, l2=0.02)
    case("regularizers", "L1L2", variable, l2=0.02)
    case("regularizers", "L1L2", variable, l1=0.02)
case("regularizers", "OrthogonalRegularizer", MATRIX)
case("regularizers", "OrthogonalRegularizer", MATRIX, factor=0.2, mode="columns")
for variable, axis in [(KERNEL, [0, 1, 2]), (KERNEL, 0), (MATRIX, 0), (MATRIX, 1), (MATRIX * 0, 0), (MATRIX * 10, -1)]:
    case("constraints", "MaxNorm", variable, max_value=1.5, axis=axis)
    case("constraints", "UnitNorm", variable, axis=axis)
    case("constraints", "MinMaxNorm", variable, min_value=1.2, max_value=1.6, rate=0.7, axis=axis)
case("constraints", "NonNeg", MATRIX)
case("constraints", "RadialConstraint", KERNEL)
case("constraints", "RadialConstraint", random(3, 4, 4, 2, 1))
case("constraints", "RadialConstraint", random(4, 5, 5, 1, 2))

save("variables.json", cases)
