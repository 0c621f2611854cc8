"""onnxruntime in Python: the networks ready to be timed, each as a function of a request that
gives the seconds of one run."""

import os
import time

import numpy as np

# It would tell its maker otherwise.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
import onnxruntime as ort

import networks


def session(model, threads):
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    return ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def mel(name, threads):
    """A vocoder: a function of the number of frames."""
    run = session(getattr(networks, name)(), threads)
    bands = run.get_inputs()[0].shape[1]
    random = np.random.default_rng(1)

    def once(request):
        x = random.standard_normal((1, bands, request["frames"]), dtype=np.float32)
        start = time.perf_counter()
        run.run(None, {"mel": x})
        return time.perf_counter() - start

    return once


def codec(threads):
    """A step of 20 ms; buffers bound once, states swapped by binding both ways."""
    model, states = networks.codec()
    run = session(model, threads)
    audio = np.zeros((1, 1, 320), np.float32)
    buffers = [{name: ort.OrtValue.ortvalue_from_numpy(np.zeros(shape, np.float32))
                for name, shape in states} for _ in range(2)]
    bindings = []
    converted = ort.OrtValue.ortvalue_from_numpy(np.zeros((1, 1, 320), np.float32))
    sound = ort.OrtValue.ortvalue_from_numpy(audio)
    for turn in range(2):
        binding = run.io_binding()
        binding.bind_ortvalue_input("audio", sound)
        binding.bind_ortvalue_output("converted", converted)
        for name, _ in states:
            binding.bind_ortvalue_input(name, buffers[turn][name])
            binding.bind_ortvalue_output("next_" + name, buffers[1 - turn][name])
        bindings.append(binding)
    turn = 0

    def once(_):
        nonlocal turn
        start = time.perf_counter()
        run.run_with_iobinding(bindings[turn])
        turn = 1 - turn
        return time.perf_counter() - start

    return once


def transformer(threads):
    """A decode step at a cache of 256, bound once, caches written in place."""
    run = session(networks.transformer(), threads)
    calls = {}

    def bound(batch):
        binding = run.io_binding()
        values = []

        def bind(name, array, output=None):
            value = ort.OrtValue.ortvalue_from_numpy(array)
            values.append(value)
            binding.bind_ortvalue_input(name, value)
            if output:
                binding.bind_ortvalue_output(output, value)

        random = np.random.default_rng(1)
        bind("x", random.standard_normal((batch, 1, 1024), dtype=np.float32))
        bind("lengths", np.full(batch, 255, np.int32))
        bind("total", np.array(256, np.int32))
        for layer in range(28):
            for kind in "kv":
                bind(f"{kind}{layer}", random.standard_normal((batch, 8, 256, 128), dtype=np.float32),
                     f"next_{kind}{layer}")
        result = ort.OrtValue.ortvalue_from_numpy(np.zeros((batch, 1, 1024), np.float32))
        binding.bind_ortvalue_output("y", result)
        return binding, values, result

    def once(request):
        batch = request["batch"]
        if batch not in calls:
            calls[batch] = bound(batch)
        start = time.perf_counter()
        run.run_with_iobinding(calls[batch][0])
        return time.perf_counter() - start

    return once


MAKERS = {
    "vocos": lambda threads: mel("vocos", threads), "hifigan": lambda threads: mel("hifigan", threads),
    "codec": codec, "transformer": transformer,
}
