"""One model in one peer, as a server that compare_inference.py asks for runs.

usage: serve.py MODELDIR NAME onnxruntime|openvino|openvino-bf16|tensorflow THREADS INPUT.npy OUTPUT.npy
Writes the first answer to OUTPUT.npy and says "ready"; then answers each line on standard input with the wall and the
processor milliseconds of one more run, as InferenceBenchmarks --serve does.
"""
import os, sys, time
os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'
import numpy as np

folder, name, engine, threads, input, output = sys.argv[1:]
threads = int(threads)
x = np.load(input)

if engine == 'onnxruntime':
    import onnxruntime
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(f'{folder}/{name}.onnx', options, providers=['CPUExecutionProvider'])
    key = session.get_inputs()[0].name
    run = lambda: session.run(None, {key: x})[0]
elif engine.startswith('openvino'):
    import openvino
    core = openvino.Core()
    model = core.read_model(f'{folder}/{name}.onnx')
    model.reshape(list(x.shape))
    compiled = core.compile_model(model, 'CPU', {
        'PERFORMANCE_HINT': 'LATENCY', 'INFERENCE_NUM_THREADS': threads,
        'INFERENCE_PRECISION_HINT': 'bf16' if engine.endswith('bf16') else 'f32'})
    request = compiled.create_infer_request()
    run = lambda: request.infer({0: x})[compiled.output(0)]
else:
    import tensorflow
    tensorflow.config.threading.set_intra_op_parallelism_threads(threads)
    tensorflow.config.threading.set_inter_op_parallelism_threads(1)
    model = tensorflow.saved_model.load(f'{folder}/{name}_saved').signatures['serving_default']
    inputs = {key: tensorflow.constant(x) for key in model.structured_input_signature[1]}
    run = lambda: next(iter(model(**inputs).values())).numpy()

np.save(output, run())
run()
print('ready', flush=True)
for _ in sys.stdin:
    wall, processor = time.perf_counter(), time.process_time()
    run()
    print((time.perf_counter() - wall) * 1e3, (time.process_time() - processor) * 1e3, flush=True)
