"""Random networks: layers, operators, shared layers, models in models, several inputs and outputs."""
import numpy as np

from layers import MAKERS, chance, pick, random_layer, recurrent, some, tokens

NAMES = ["a/b", "block 1", "größe", "stage1/unit_1/conv", "層", "x:0", "conv.1", "tf_op_layer_a", "a-b", "UPPER", "kernel", "1", "block/kernel"]


class Builder:
    """Grows a network from tensors that it has."""

    def __init__(self, r, k, generation, depth=0):
        self.r, self.k, self.generation, self.depth = r, k, generation, depth
        self.pool, self.layers, self.names = [], [], set()

    def shape(self, x):
        return tuple(x.shape[1:])

    def name(self):
        """Sometimes one that the user gave, also with characters that are special elsewhere."""
        if not chance(self.r, 0.1):
            return None
        names = [n for n in NAMES if n not in self.names and not (self.generation == 3 and ("/" in n))]
        name = names[self.r.integers(len(names))]
        self.names.add(name)
        return name

    def tensor(self):
        """Late ones more often."""
        return self.pool[-1 - min(int(self.r.exponential(1.5)), len(self.pool) - 1)]

    def give(self, y):
        import tensorflow as tf
        for value in tf.nest.flatten(y):
            rank = len(value.shape)
            if rank < 2 or any(n == 0 for n in value.shape[1:]) or np.prod([n or 8 for n in value.shape[1:]]) > 20000:
                raise ValueError("too large or too small")
            if self.generation == 2 and "float" not in value.dtype.name or self.generation == 3 and "float" not in str(value.dtype):
                raise ValueError("not of floats")
            self.pool.append(value)

    def step(self):
        kinds = [self.layer] * 10 + [self.merge] * 3 + [self.operator] * 3 + [self.shared] * 2 + [self.attention, self.states]
        if self.depth < 2:
            kinds += [self.nested] * 2
        kinds[self.r.integers(len(kinds))]()

    def layer(self):
        x = self.tensor()
        layer = random_layer(self.r, self.k, self.generation, self.shape(x), self.name())
        self.give(layer(x))
        self.layers.append((layer, x.shape))

    def shared(self):
        """A layer or a model once more."""
        if self.layers:
            layer, shape = self.layers[self.r.integers(len(self.layers))]
            fitting = [x for x in self.pool if tuple(x.shape) == tuple(shape)]
            if fitting:
                self.give(layer(fitting[self.r.integers(len(fitting))]))

    def merge(self):
        L, r = self.k.layers, self.r
        x = self.tensor()
        alike = [y for y in self.pool if tuple(y.shape) == tuple(x.shape)]
        if chance(r, 0.4):
            axis = int(r.integers(1, len(x.shape)))
            fitting = [y for y in self.pool if len(y.shape) == len(x.shape) and all(
                a == b for i, (a, b) in enumerate(zip(x.shape, y.shape)) if i != axis)]
            chosen = [fitting[r.integers(len(fitting))] for _ in range(r.integers(1, 4))]
            self.give(L.Concatenate(axis=pick(r, axis, axis - len(x.shape)))([x] + chosen))
        elif chance(r, 0.15) and len(x.shape) in (2, 3):
            y = alike[r.integers(len(alike))]
            axis = int(r.integers(1, len(x.shape)))
            self.give(L.Dot(axes=pick(r, axis, (axis, axis), -1), **some(r, dict(normalize=True)))([x, y]))
        else:
            broad = [y for y in self.pool if len(y.shape) == len(x.shape) and all(a == b or b == 1 for a, b in zip(x.shape, y.shape))]
            chosen = [broad[r.integers(len(broad))] for _ in range(r.integers(1, 4))]
            name = pick(r, "Add", "Multiply", "Average", "Maximum", "Minimum", "Subtract")
            self.give(getattr(L, name)(name=self.name())([x] + (chosen[:1] if name == "Subtract" else chosen)))

    def operator(self):
        from operators import random_operator
        x = self.tensor()
        alike = [y for y in self.pool if tuple(y.shape) == tuple(x.shape)]
        self.give(random_operator(self.r, self.k, self.generation, x, alike[self.r.integers(len(alike))]))

    def attention(self):
        L, r = self.k.layers, self.r
        sequences = [x for x in self.pool if len(x.shape) == 3 and x.shape[-1]]
        if not sequences:
            return self.layer()
        x = sequences[r.integers(len(sequences))]
        y = pick(r, *[s for s in sequences if s.shape[-1] == x.shape[-1]])
        kind = r.integers(3)
        if kind == 0:
            layer = L.MultiHeadAttention(int(r.integers(1, 4)), int(r.integers(1, 4)), **some(r, dict(value_dim=3, use_bias=False, dropout=0.1, output_shape=3), 0.3))
            self.give(layer(x, y, **some(r, dict(use_causal_mask=True, return_attention_scores=True, key=y), 0.2)))
        elif kind == 1:
            layer = L.Attention(**some(r, dict(use_scale=True, score_mode="concat", dropout=0.1), 0.3))
            self.give(layer([x, y] if chance(r, 0.7) else [x, y, y], **some(r, dict(use_causal_mask=True, return_attention_scores=True), 0.2)))
        else:
            self.give(L.AdditiveAttention(**some(r, dict(use_scale=False)))([x, y]))

    def states(self):
        """An encoder that gives its states, and a decoder that begins with them."""
        L, r = self.k.layers, self.r
        sequences = [x for x in self.pool if len(x.shape) == 3 and x.shape[-1]]
        if not sequences:
            return self.layer()
        x = sequences[r.integers(len(sequences))]
        name, units = pick(r, "LSTM", "GRU", "SimpleRNN"), int(r.integers(2, 5))
        options = dict(return_state=True, return_sequences=chance(r, 0.5))
        encoder = getattr(L, name)(units, **options)
        both = chance(r, 0.3)
        results = (L.Bidirectional(encoder) if both else encoder)(x)
        y, states = results[0], list(results[1:])
        decoder = getattr(L, name)(units, return_sequences=True, return_state=chance(r, 0.3))
        if both:
            decoder = L.Bidirectional(decoder)
        self.give(y)
        self.give(states)
        if chance(r, 0.7):
            self.give(decoder(x, initial_state=states))

    def nested(self):
        r = self.r
        x = self.tensor()
        model = network(r, self.k, self.generation, self.shape(x), self.depth + 1, self.name())
        if chance(r, 0.25) and len(x.shape) > 2:
            inner = network(r, self.k, self.generation, self.shape(x)[1:], self.depth + 1, None, outputs=1)
            layer = self.k.layers.TimeDistributed(inner)
            self.give(layer(x))
            return
        for _ in range(int(r.integers(1, 3))):
            alike = [y for y in self.pool if tuple(y.shape) == tuple(x.shape)]
            self.give(model(alike[r.integers(len(alike))]))
        self.layers.append((model, x.shape))


def tries(builder, count):
    for _ in range(count):
        size = len(builder.pool)
        for _ in range(6):
            try:
                builder.step()
                break
            except Exception:
                # Combinations that Keras itself refuses, and tensors of useless sizes.
                del builder.pool[size:]


def named(r, k, model_class, *arguments, name):
    return model_class(*arguments, **(dict(name=name) if name else {}))


def network(r, k, generation, shape, depth, name, outputs=None):
    """A model for one input of this shape, to be used in another."""
    if chance(r, 0.5):
        return sequential(r, k, generation, shape, depth, name)
    builder = Builder(r, k, generation, depth)
    x = k.Input(shape)
    builder.pool = [x]
    tries(builder, int(r.integers(1, 5)))
    made = [y for y in builder.pool if y is not x] or [k.layers.Activation("tanh")(x)]
    count = outputs or pick(r, 1, 1, 1, 2)
    ends = made[-count:]
    model = named(r, k, k.Model, x, ends if len(ends) > 1 else ends[0], name=name)
    if chance(r, 0.1):
        model.trainable = False
    return model


def sequential(r, k, generation, shape, depth, name, first=None):
    model = named(r, k, k.Sequential, name=name)
    form = r.integers(3) if generation == 2 and not first else 0
    current = shape
    if form == 0:
        model.add(k.Input(shape))
    if first:
        model.add(first)
        current = tuple(model.outputs[0].shape[1:])
    count, failures = int(r.integers(1, 5)), 0
    added = 0
    while added < count and failures < 20:
        try:
            if depth < 2 and chance(r, 0.12):
                layer = network(r, k, generation, current, depth + 1, None, outputs=1)
            else:
                layer = random_layer(r, k, generation, current)
            # Tried alone first: what fails inside of a Sequential leaves it broken.
            y = type(layer).from_config(layer.get_config())(k.Input(current)) if not isinstance(layer, k.Model) else layer(k.Input(current))
            if isinstance(y, (list, tuple)) or any(n == 0 for n in y.shape[1:]) or np.prod([n or 8 for n in y.shape[1:]]) > 20000 or len(y.shape) < 2:
                raise ValueError("not in a Sequential")
            if "float" not in str(getattr(y.dtype, "name", y.dtype)):
                raise ValueError("not of floats")
            if form == 1 and not added and not isinstance(layer, k.Model):
                config = dict(layer.get_config(), batch_input_shape=(None,) + tuple(current))
                layer = type(layer).from_config(config)
            model.add(layer)
            current = tuple(y.shape[1:])
            added += 1
        except Exception:
            failures += 1
    if not added:
        model.add(k.layers.Activation("tanh"))
    if not model.built:
        model.build((None,) + tuple(shape))
    return model


SHAPES = [(5,), (7,), (6, 3), (5, 4), (8, 2), (8, 8, 3), (6, 5, 2), (9, 7, 1), (4, 5, 4, 2), (3, 6, 6, 2), (3, 4, 5, 4, 2)]


def random_model(r, k, generation):
    """A model, and for each of its inputs the shape to ask it with and whether it takes whole numbers below 8."""
    name = pick(r, None, None, None, "model/one" if generation == 2 else "model one", "模型")
    if chance(r, 0.3):
        shape = SHAPES[r.integers(len(SHAPES))]
        if chance(r, 0.2):
            model = sequential(r, k, generation, (6,), 0, name, tokens(r, k.layers, k, generation, None))
            return model, {model.inputs[0].name}
        return sequential(r, k, generation, shape, 0, name), set()
    builder = Builder(r, k, generation)
    inputs, whole = [], set()
    for _ in range(pick(r, 1, 1, 1, 2, 3)):
        shape = SHAPES[r.integers(len(SHAPES))] if not inputs or chance(r, 0.5) else tuple(inputs[0].shape[1:])
        if chance(r, 0.12):
            shape = tuple(None if len(shape) > 1 and i < len(shape) - 1 and chance(r, 0.7) else n for i, n in enumerate(shape))
        options = some(r, dict(name=lambda: pick(r, "images", "in put", "入力", "x1", "input_1")), 0.2)
        if options.get("name") in [x.name for x in inputs]:
            options = {}
        if chance(r, 0.06):
            options["batch_size"] = 2
        if chance(r, 0.2):
            x = k.Input(pick(r, (6,), (5,), (None,)), dtype=pick(r, "int32", "float32", "int64"), **options)
            whole.add(x.name)
            builder.pool.append(tokens(r, k.layers, k, generation, None)(x))
        else:
            x = k.Input(shape, **options)
            builder.pool.append(x)
        inputs.append(x)
    tries(builder, int(r.integers(2, 9)))
    made = [y for y in builder.pool if not any(y is x for x in inputs)] or [k.layers.Activation("tanh")(builder.pool[0])]
    count = pick(r, 1, 1, 1, 2, 3)
    ends = made[-count:]
    if len(made) > 3 and chance(r, 0.3):
        ends.append(made[r.integers(len(made) - 1)])
    if chance(r, 0.05):
        ends.append(inputs[0])
    form = pick(r, "list", "list", "dict", "tuple")
    keys = ["b", "a", "d", "c", "e"]
    if form == "dict" and len(ends) > 1 and chance(r, 0.5):
        outputs = dict(zip(keys, ends))
    else:
        outputs = ends if len(ends) > 1 else ends[0]
    given = inputs if len(inputs) > 1 else inputs[0]
    if form == "dict":
        given = {x.name: x for x in inputs}
    return named(r, k, k.Model, given, outputs, name=name), whole
