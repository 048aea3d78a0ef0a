"""Trainings that change places: half in Keras and half in `framerill fit`, and the other way round, beside the same training in Keras alone.

usage: go_on.py tf_keras|keras FRAMERILL [--epochs 20]
needs: tf-keras 2.21 or keras 3.15 with tensorflow, h5py; not part of the tests

A model with convolutions, normalisation and L2 learns 96 small pictures in one batch an epoch, so that no order of samples matters. For each
optimizer it tells the greatest relative difference of the losses from those of Keras alone, epoch by epoch, and fails above 1 %.
"""
import os, sys
os.environ.update(TF_CPP_MIN_LOG_LEVEL='3', KERAS_BACKEND='tensorflow')
if sys.argv[1] == 'tf_keras': os.environ['TF_USE_LEGACY_KERAS'] = '1'
import argparse, csv, importlib, pathlib, subprocess, tempfile
import h5py, numpy

parser = argparse.ArgumentParser()
parser.add_argument('keras'); parser.add_argument('framerill'); parser.add_argument('--epochs', type=int, default=20)
options = parser.parse_args()
keras = importlib.import_module(options.keras)
L, epochs, half = keras.layers, options.epochs, options.epochs // 2
ending = '.h5' if options.keras == 'tf_keras' else '.keras'

def optimizers():
    O = keras.optimizers
    rate = O.schedules.ExponentialDecay(0.02, 5, 0.8)
    return {
        'SGD': O.SGD(0.05, momentum=0.9, nesterov=True), 'RMSprop': O.RMSprop(0.002, momentum=0.5, centered=True),
        'Adam': O.Adam(0.003, amsgrad=True), 'AdamW': O.AdamW(0.003, weight_decay=0.01), 'Adamax': O.Adamax(0.003),
        'Nadam': O.Nadam(0.003), 'Adagrad': O.Adagrad(0.02), 'Adadelta': O.Adadelta(1.0), 'Ftrl': O.Ftrl(0.05),
        'Lion': O.Lion(0.0005), 'SGD with a schedule': O.SGD(rate, momentum=0.9), 'Adam with an average': O.Adam(0.003, use_ema=True),
    }

def model(optimizer):
    keras.utils.set_random_seed(1)
    model = keras.Sequential([
        L.Input((12, 12, 3)), L.Conv2D(8, 3, use_bias=False, kernel_regularizer=keras.regularizers.L2(1e-3)), L.BatchNormalization(),
        L.ReLU(), L.MaxPooling2D(), L.Conv2D(12, 3, activation='tanh'), L.Flatten(), L.Dense(4, activation='softmax')], name='small')
    model.compile(optimizer, 'categorical_crossentropy', metrics=['accuracy'])
    return model

random = numpy.random.default_rng(2)
pictures, labels = random.integers(0, 256, (96, 12, 12, 3), dtype='uint8'), numpy.arange(96) % 4
for label in range(4): pictures[labels == label, label:label + 6, 3:9, label % 3] //= 4
x, y = pictures.astype('float32') / 255, numpy.eye(4, dtype='float32')[labels]

def learn(model, count):
    return model.fit(x, y, batch_size=96, epochs=count, shuffle=False, verbose=0).history['loss']

def framerill(folder, source, target, count):
    table = f'{folder}/history.csv'
    # A training that goes on adds to the table that is there.
    pathlib.Path(table).unlink(missing_ok=True)
    subprocess.run([options.framerill, 'fit', source, '--data', f'{folder}/train.h5', '--epochs', str(count), '--batch', '96',
                    '--history', table, '--output', target], check=True, stdout=subprocess.DEVNULL)
    with open(table) as file: return [float(row['loss']) for row in csv.DictReader(file)]

worst = 0
with tempfile.TemporaryDirectory() as folder:
    with h5py.File(f'{folder}/train.h5', 'w') as file:
        file['train_set_x'], file['train_set_y'] = pictures, labels.astype('int64')
        file['list_classes'] = numpy.arange(4)
    # Three fits each, for a moving average takes the place of the weights at the end of each.
    for name in optimizers():
        def begun():
            begun = model(optimizers()[name])
            # In a graph tf-keras multiplies Nadam's product of momenta once for each variable.
            if name == 'Nadam': begun.run_eagerly = True
            return begun, learn(begun, 1)
        start, middle, end = (f'{folder}/{part}{ending}' for part in ('start', 'middle', 'end'))
        first, alone = begun()
        alone += learn(first, half - 1)
        first.save(middle)
        there = list(alone)
        if name == 'Nadam':
            # Keras' files don't keep that product: it doesn't go on with its own file as if nothing had happened, either.
            first = keras.models.load_model(middle)
            first.run_eagerly = True
            alone_reloaded = alone + learn(first, epochs - half)
            first, _ = begun()
            learn(first, half - 1)
        alone += learn(first, epochs - half)
        there += framerill(folder, middle, end, epochs - half)
        first, back = begun()
        first.save(start)
        back += framerill(folder, start, middle, half - 1)
        first = keras.models.load_model(middle)
        if name == 'Nadam': first.run_eagerly = True
        back += learn(first, epochs - half)
        differences = [max(abs(a - b) / abs(b) for a, b in zip(curve, alone)) for curve, alone in
                       ((there, alone), (back, alone_reloaded if name == 'Nadam' else alone))]
        worst = max(worst, *differences)
        print(f'{name:22} {alone[0]:.4f} to {alone[-1]:.4f}  in Framerill afterwards {differences[0]:.1e}  in Keras afterwards {differences[1]:.1e}', flush=True)
sys.exit(0 if worst < 0.01 else f'expected at most 1 % between the losses, found {worst:.2%}')
