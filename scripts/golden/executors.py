"""Small ONNX files for the tests of the executors, with what onnxruntime says they give.

    python scripts/golden/executors.py      (onnx, onnxruntime, numpy)

Writes Tests/TensorRuntimeTests/Golden/executors/.
"""

import os
import pathlib

import numpy as np
import onnx

# It would tell its maker otherwise.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

FOLDER = (
    pathlib.Path(__file__).resolve().parents[2]
    / "Tests/TensorRuntimeTests/Golden/executors"
)
RANDOM = np.random.default_rng(4)


def port(name, shape, element=TensorProto.FLOAT):
    return helper.make_tensor_value_info(name, element, shape)


def model(name, nodes, inputs, outputs, weights):
    graph = helper.make_graph(
        nodes, name, inputs, outputs,
        [numpy_helper.from_array(array, key) for key, array in weights.items()],
    )
    made = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9
    )
    onnx.checker.check_model(made)
    return made


def save(name, made):
    (FOLDER / f"{name}.onnx").write_bytes(made.SerializeToString())


def golden(name, made, inputs):
    """Keeps inputs and outputs as raw float32, one file each."""
    session = onnxruntime.InferenceSession(
        made.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    for key, array in inputs.items():
        (FOLDER / f"{name}.{key}.f32").write_bytes(array.astype("<f4").tobytes())
    for key, array in zip(
        [o.name for o in session.get_outputs()], session.run(None, inputs)
    ):
        (FOLDER / f"{name}.{key}.f32").write_bytes(array.astype("<f4").tobytes())


def floats(*shape):
    return (RANDOM.standard_normal(shape) * 0.3).astype(np.float32)


FOLDER.mkdir(parents=True, exist_ok=True)

# A causal stack with upsampling: [batch, 4, frames] -> [batch, 2, 3 * frames].
causal = model(
    "causal",
    [
        helper.make_node("Pad", ["x", "pads"], ["padded"]),
        helper.make_node("Conv", ["padded", "w0", "b0"], ["h0"]),
        helper.make_node("Tanh", ["h0"], ["h1"]),
        helper.make_node("ConvTranspose", ["h1", "w1"], ["y"], strides=[3]),
    ],
    [port("x", ["batch", 4, "frames"])],
    [port("y", ["batch", 2, "samples"])],
    {
        "pads": np.array([0, 0, 4, 0, 0, 0], np.int64),
        "w0": floats(8, 4, 5), "b0": floats(8), "w1": floats(8, 2, 3),
    },
)
save("causal", causal)
golden("causal", causal, {"x": floats(1, 4, 11)})

# Two inputs that share an open size, two results of different types.
pair = model(
    "pair",
    [
        helper.make_node("Add", ["a", "b"], ["sum"]),
        helper.make_node("ArgMax", ["sum"], ["best"], axis=1, keepdims=0),
    ],
    [port("a", ["rows", 3]), port("b", ["rows", 3])],
    [port("sum", ["rows", 3]), port("best", ["rows"], TensorProto.INT64)],
    {},
)
save("pair", pair)

# A step of a counter: what comes out goes in again.
step = model(
    "step",
    [
        helper.make_node("Add", ["state", "x"], ["next"]),
        helper.make_node("Mul", ["next", "two"], ["y"]),
    ],
    [port("x", [1, 4]), port("state", [1, 4])],
    [port("y", [1, 4]), port("next", [1, 4])],
    {"two": np.array([2], np.float32)},
)
save("step", step)

# Sizes that depend on values: what a run gets wrong is known only to the runtime.
reshape = model(
    "reshape", [helper.make_node("Reshape", ["x", "shape"], ["y"])],
    [port("x", ["n"]), port("shape", [2], TensorProto.INT64)], [port("y", ["rows", "columns"])],
    {},
)
save("reshape", reshape)

# A weight beside the file, and hostile places for it.
def external(location, length=None, dims=(8, 8)):
    made = model(
        "external", [helper.make_node("MatMul", ["x", "w"], ["y"])],
        [port("x", ["n", 8])], [port("y", ["n", 8])], {"w": np.zeros((8, 8), np.float32)},
    )
    tensor = made.graph.initializer[0]
    tensor.ClearField("raw_data")
    del tensor.dims[:]
    tensor.dims.extend(dims)
    tensor.data_location = TensorProto.EXTERNAL
    for key, value in (
        ("location", location), ("offset", "0"), ("length", str(length or 256))
    ):
        entry = tensor.external_data.add()
        entry.key, entry.value = key, value
    return made


(FOLDER / "external.bin").write_bytes(np.eye(8, dtype=np.float32).tobytes())
save("external", external("external.bin"))
save("hostile-absolute", external("/proc/self/environ"))
save("hostile-parent", external("../executors/external.bin"))
save("hostile-address", external("*/_ORT_MEM_ADDR_/*"))
save("hostile-missing", external("none.bin"))
save("hostile-short", external("external.bin", 256 * 64, (64, 64)))
save("hostile-shape", external("external.bin", 256, (2**40, 2**40)))

# Graphs that no builder makes.
cyclic = helper.make_model(
    helper.make_graph(
        [
            helper.make_node("Add", ["x", "b"], ["a"]),
            helper.make_node("Add", ["a", "x"], ["b"]),
        ],
        "cyclic", [port("x", [2])], [port("b", [2])],
    ),
    opset_imports=[helper.make_opsetid("", 20)], ir_version=9,
)
save("hostile-cyclic", cyclic)

unknown = helper.make_model(
    helper.make_graph(
        [helper.make_node("Teleport", ["x"], ["y"], domain="nowhere")],
        "unknown", [port("x", [2])], [port("y", [2])],
    ),
    opset_imports=[helper.make_opsetid("", 20), helper.make_opsetid("nowhere", 1)],
    ir_version=9,
)
save("hostile-operator", unknown)

huge = model(
    "huge", [helper.make_node("Add", ["x", "w"], ["y"])],
    [port("x", [2])], [port("y", [2])], {"w": floats(2)},
)
del huge.graph.initializer[0].dims[:]
huge.graph.initializer[0].dims.extend([10**9, 10**6])
save("hostile-huge", huge)
