"""A step of training of the assignments' ResNet50 (64x64x3, 6 classes) with Adam: Framerill and TensorFlow in turn, each in a
process of its own, with the same weights and the same batch. Tells both first losses, times, and peak memories.

usage: compare_training.py [--runs 15] [--batch 32] [--threads 2] [--model MODEL.h5]
needs: requirements.txt; TrainingBenchmarks built for release
"""
import argparse, os, pathlib, statistics, subprocess, sys, tempfile, time
os.environ.update(TF_USE_LEGACY_KERAS='1', TF_CPP_MIN_LOG_LEVEL='3', TF_ENABLE_ONEDNN_OPTS='1')

here = pathlib.Path(__file__).resolve().parent

def resnet50(classes=6):
    from tf_keras import layers as L, Model
    def block(x, filters, name, stride=None):
        short = x
        for part, (count, size, step) in zip('abc', [(filters[0], 1, stride or 1), (filters[1], 3, 1), (filters[2], 1, 1)]):
            x = L.Conv2D(count, size, strides=step, padding='same' if size == 3 else 'valid', name=f'res{name}_branch2{part}')(x)
            x = L.BatchNormalization(axis=3, name=f'bn{name}_branch2{part}')(x)
            if part != 'c': x = L.Activation('relu')(x)
        if stride:
            short = L.Conv2D(filters[2], 1, strides=stride, name=f'res{name}_branch1')(short)
            short = L.BatchNormalization(axis=3, name=f'bn{name}_branch1')(short)
        return L.Activation('relu')(L.Add()([x, short]))
    x = inputs = L.Input((64, 64, 3))
    x = L.ZeroPadding2D(3)(x)
    x = L.BatchNormalization(axis=3, name='bn_conv1')(L.Conv2D(64, 7, strides=2, name='conv1')(x))
    x = L.MaxPooling2D(3, strides=2)(L.Activation('relu')(x))
    for stage, count in enumerate([3, 4, 6, 3], 2):
        width = 32 << stage - 1
        for index in range(count):
            stride = (1 if stage == 2 else 2) if index == 0 else None
            x = block(x, [width, width, 4 * width], f'{stage}{"abcdef"[index]}', stride)
    x = L.Flatten()(L.AveragePooling2D(2, name='avg_pool')(x))
    return Model(inputs, L.Dense(classes, activation='softmax', name=f'fc{classes}')(x), name='ResNet50')

def peak(pid): return int(next(l for l in open(f'/proc/{pid}/status') if l.startswith('VmHWM')).split()[1]) / 1024

def serve(path, batch, threads):
    """TensorFlow: answers each line with the milliseconds of one more step and the loss before it."""
    import numpy, tensorflow, tf_keras
    tensorflow.config.threading.set_intra_op_parallelism_threads(threads)
    tensorflow.config.threading.set_inter_op_parallelism_threads(1)
    model = tf_keras.models.load_model(path, compile=False)
    model.compile('adam', 'categorical_crossentropy')
    shape, classes = (batch, *model.input_shape[1:]), model.output_shape[-1]
    index = numpy.arange(numpy.prod(shape), dtype=numpy.int64)
    x = (((index * 2654435761) & 0xffff) / 65536).astype('float32').reshape(shape)
    y = numpy.eye(classes, dtype='float32')[numpy.arange(batch) % classes]
    print('ready', model.train_on_batch(x, y), flush=True)
    for _ in sys.stdin:
        wall, processor = time.perf_counter(), time.process_time()
        loss = model.train_on_batch(x, y)
        print((time.perf_counter() - wall) * 1e3, (time.process_time() - processor) * 1e3, loss, flush=True)

def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--runs', type=int, default=15); parser.add_argument('--batch', type=int, default=32)
    parser.add_argument('--threads', type=int, default=2); parser.add_argument('--model'); parser.add_argument('--serve', action='store_true')
    options = parser.parse_args()
    if options.serve: return serve(options.model, options.batch, options.threads)
    with tempfile.TemporaryDirectory() as scratch:
        path = options.model or f'{scratch}/resnet50.h5'
        if not options.model:
            build = f'import sys; sys.path.insert(0, "{here}"); import compare_training as c; c.resnet50().save("{path}")'
            subprocess.run([sys.executable, '-c', build], check=True, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        commands = {
            'framerill': [here / '../.build/release/TrainingBenchmarks', path, options.batch, options.threads],
            'tensorflow': [sys.executable, __file__, '--serve', '--model', path, '--batch', options.batch, '--threads', options.threads],
        }
        engines = {}
        for name, command in commands.items():
            engines[name] = subprocess.Popen(list(map(str, command)), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                             stderr=subprocess.DEVNULL, text=True)
            said = engines[name].stdout.readline().split()
            if not said or said[0] != 'ready': sys.exit(f'{name}: expected "ready", found that it ended')
            print(f'{name}: first loss {said[1]}')
        times = {name: [] for name in engines}
        for turn in range(options.runs + 1):
            for name, engine in engines.items():
                time.sleep(.05)
                engine.stdin.write('go\n'); engine.stdin.flush()
                wall, processor, _ = map(float, engine.stdout.readline().split())
                if turn: times[name].append((wall, processor))
        print(f'\nstep of {pathlib.Path(path).name}, batch {options.batch}, Adam, {options.threads} threads, {options.runs} runs in turn')
        for name, pairs in times.items():
            walls, processors = zip(*pairs)
            print(f'{name:12} median {statistics.median(walls):8.1f} ms  least {min(walls):8.1f}  processor {statistics.median(processors):8.1f}'
                  f'  peak memory {peak(engines[name].pid):6.0f} MB')
        ratios = sorted(own[0] / peer[0] for own, peer in zip(times['framerill'], times['tensorflow']))
        quarter = len(ratios) // 4
        print(f'share of TensorFlow\'s time {statistics.median(ratios):.2f} ({ratios[quarter]:.2f}-{ratios[-1 - quarter]:.2f})')
        for engine in engines.values(): engine.stdin.close(); engine.wait()

if __name__ == '__main__': main()
