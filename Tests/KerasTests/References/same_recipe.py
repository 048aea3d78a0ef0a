"""The Happy-type model on cat/non-cat with the same seeds and recipe, in tf.keras (on two threads and on one) and in `framerill fit`.

usage: same_recipe.py FRAMERILL DATASETS [--epochs 40] [--seeds 5] [--learning-rate 0.001]
needs: tf-keras 2.21 with tensorflow, h5py; not part of the tests

Weights and orders of samples come from the seed and are the same, so the first epochs agree to about 1e-4; after them the trainings part as those
of tf.keras on one and on two threads do. For each seed: the accuracy on the 50 test pictures, of which one is 2 points, in the best epoch and on
average over the last ten.
"""
import csv, json, os, subprocess, sys, tempfile
os.environ.update(TF_CPP_MIN_LOG_LEVEL='3', TF_USE_LEGACY_KERAS='1')
import argparse, statistics

parser = argparse.ArgumentParser()
parser.add_argument('framerill'); parser.add_argument('datasets')
parser.add_argument('--epochs', type=int, default=40); parser.add_argument('--seeds', type=int, default=5)
parser.add_argument('--learning-rate', type=float, default=0.001)
parser.add_argument('--keras', nargs=3, metavar=('SEED', 'THREADS', 'FOLDER'), help='train this one in tf.keras')
options = parser.parse_args()
train, test = f'{options.datasets}/train_catvnoncat.h5', f'{options.datasets}/test_catvnoncat.h5'

def in_keras(seed, threads, folder):
    import h5py, tensorflow, tf_keras
    tensorflow.config.threading.set_intra_op_parallelism_threads(threads)
    tensorflow.config.threading.set_inter_op_parallelism_threads(threads)
    L = tf_keras.layers
    def examples(path, part):
        with h5py.File(path) as file:
            return file[f'{part}_x'][:].astype('float32') / 255, file[f'{part}_y'][:].reshape(-1, 1).astype('float32')
    tf_keras.utils.set_random_seed(seed)
    image = L.Input((64, 64, 3)); x = L.ZeroPadding2D(3)(image); x = L.Conv2D(32, 7, name='conv0')(x)
    x = L.BatchNormalization(name='bn0')(x); x = L.ReLU()(x); x = L.MaxPooling2D(name='max_pool')(x)
    model = tf_keras.Model(image, L.Dense(1, activation='sigmoid', name='fc')(L.Flatten()(x)), name='HappyModel')
    with open(f'{folder}/happy.json', 'w') as file: file.write(model.to_json())
    model.compile(tf_keras.optimizers.Adam(options.learning_rate), 'binary_crossentropy', metrics=['accuracy'])
    history = model.fit(
        *examples(train, 'train_set'), batch_size=16, epochs=options.epochs, verbose=0, validation_data=examples(test, 'test_set')).history
    with open(f'{folder}/keras.json', 'w') as file: json.dump(history, file, default=float)

if options.keras:
    in_keras(int(options.keras[0]), int(options.keras[1]), options.keras[2])
    sys.exit()

def keras(seed, threads, folder):
    subprocess.run([sys.executable, *sys.argv, '--keras', str(seed), str(threads), folder], check=True)
    with open(f'{folder}/keras.json') as file: return json.load(file)

def ours(seed, folder):
    command = [options.framerill, 'fit', f'{folder}/happy.json', '--data', train, '--validation', test, '--batch', 16, '--epochs', options.epochs,
               '--optimizer', 'adam', '--learning-rate', options.learning_rate, '--loss', 'binary_crossentropy', '--seed', seed, '--no-charts',
               '--output', f'{folder}/happy.h5', '--history', f'{folder}/happy.csv', '--verbose', 0]
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL)
    with open(f'{folder}/happy.csv') as file: rows = list(csv.DictReader(file))
    return {name: [float(row[name]) for row in rows] for name in rows[0] if name != 'epoch'}

totals = {}
for seed in range(options.seeds):
    with tempfile.TemporaryDirectory() as folder:
        sides = {'tf.keras': keras(seed, 2, folder), 'tf.keras, one thread': keras(seed, 1, folder), 'framerill': ours(seed, folder)}
    for name, history in sides.items():
        best, last = max(history['val_accuracy']), statistics.mean(history['val_accuracy'][-10:])
        totals.setdefault(name, []).append((best, last))
        first = abs(history['loss'][0] - sides['tf.keras']['loss'][0]) / sides['tf.keras']['loss'][0]
        print(f'seed {seed}  {name:22} first epoch off by {first:.1e}  best {best:.2f}  last ten {last:.3f}', flush=True)
for name, seeds in totals.items():
    print(f'{name:22} best {statistics.mean(best for best, _ in seeds):.3f}  last ten {statistics.mean(last for _, last in seeds):.3f}')
