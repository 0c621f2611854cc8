"""Makes Tests/TensorRuntimeTests/Golden/weights: small weight files by those who define the formats.

Run with torch, numpy, safetensors, ml_dtypes, onnx and onnxruntime installed:
    python scripts/golden/weights.py
Versions used: torch 2.13, numpy 2.4, safetensors 0.8, onnx 1.23, onnxruntime 1.31.
Values follow from their index, so that the tests need no second copy of them.
"""

import collections
import os
import pathlib
import sys

import numpy as np
import onnx

# It would tell its maker otherwise.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from safetensors.torch import save_file

OUT = pathlib.Path(__file__).resolve().parents[2] / "Tests/TensorRuntimeTests/Golden/weights"
OUT.mkdir(parents=True, exist_ok=True)
DTYPES = {
    "f64": torch.float64, "f32": torch.float32, "f16": torch.float16, "bf16": torch.bfloat16,
    "i64": torch.int64, "i32": torch.int32, "i16": torch.int16, "i8": torch.int8,
    "u8": torch.uint8, "bool": torch.bool,
}


def ramp(*shape):
    """0, 1, 2, … in eighths, minus one: exact in every float type up to 256 elements."""
    count = int(np.prod(shape))
    return (torch.arange(count, dtype=torch.float32) / 8 - 1).reshape(shape)


def every_type():
    tensors = {name: ramp(2, 3).to(kind) for name, kind in DTYPES.items()}
    for name in ("u8", "bool"):
        tensors[name] = torch.tensor([[0, 1, 1], [1, 0, 0]]).to(DTYPES[name])
    for name in ("i64", "i32", "i16", "i8"):
        tensors[name] = (torch.arange(6) - 3).reshape(2, 3).to(DTYPES[name])
    return tensors


def safetensors_files():
    tensors = every_type() | {"scalar": torch.tensor(2.5), "empty": torch.zeros(0, 4)}
    tensors |= {name: torch.arange(3).to(kind) for name, kind in
                {"u16": torch.uint16, "u32": torch.uint32, "u64": torch.uint64}.items()}
    save_file(tensors, OUT / "types.safetensors", metadata={"format": "pt", "quote": 'a"b\\\n'})
    save_file({"a": ramp(4)}, OUT / "model-00001-of-00002.safetensors")
    save_file({"b.weight": ramp(2, 2)}, OUT / "model-00002-of-00002.safetensors")
    (OUT / "model.safetensors.index.json").write_text(
        '{"metadata": {"total_size": 32}, "weight_map": '
        '{"a": "model-00001-of-00002.safetensors", "b.weight": "model-00002-of-00002.safetensors"}}\n')


class Config:  # pickled as __main__.Config: a class that the reader doesn't know
    def __init__(self):
        self.rate = 24000


def torch_files():
    whole = ramp(4, 6)
    torch.save(
        {
            "state_dict": collections.OrderedDict(
                every_type()
                | {
                    "whole": whole, "row": whole[2], "transposed": whole.t(),
                    "column": whole[:, 3], "expanded": torch.ones(1).expand(3, 2),
                    "parameter": torch.nn.Parameter(ramp(3)), "scalar": torch.tensor(2.5),
                    "empty": torch.zeros(0, 4), "u16": torch.arange(3).to(torch.uint16),
                }),
            "step": 1000, "rate": 1e-4, "config": Config(), "list": [ramp(2), {"x": ramp(1)}],
            "seed": np.float64(0.5), "size": torch.Size([1, 2]), "device": torch.device("cpu"),
        },
        OUT / "checkpoint.pt")
    torch.save(torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.BatchNorm1d(3)), OUT / "module.pt")
    torch.save({"a": ramp(2)}, OUT / "legacy.pth", _use_new_zipfile_serialization=False)
    torch.save({"a": ramp(2)}, OUT / "protocol4.pt", pickle_protocol=4)
    torch.save({"s": torch.eye(2).to_sparse()}, OUT / "sparse.pt")

    class Attack:
        def __reduce__(self):
            import os
            return os.system, ("touch syrinx-was-here",)

    torch.save({"weight": ramp(2), "x": Attack()}, OUT / "attack.pt")


def weight_norm_files():
    torch.manual_seed(4)
    old = torch.nn.utils.weight_norm
    new = torch.nn.utils.parametrizations.weight_norm
    layers = {
        "conv": old(torch.nn.Conv1d(3, 4, 5)), "linear": old(torch.nn.Linear(3, 2), dim=None),
        "up": new(torch.nn.ConvTranspose1d(4, 2, 3)), "last": new(torch.nn.Conv1d(2, 3, 3), dim=2),
    }
    tensors = {}
    for name, layer in layers.items():
        for parameter in layer.parameters():
            parameter.data *= 1.5  # so that g isn't the norm of v
        for key, value in layer.state_dict().items():
            tensors[f"{name}.{key}"] = value.clone().contiguous()
        layer(torch.randn(1, layer.in_channels, 9) if name != "linear" else torch.randn(1, 3))
        tensors[f"expected.{name}.weight"] = layer.weight.detach().clone().contiguous()
    save_file(tensors, OUT / "weight-norm.safetensors")


def numpy_files():
    values = ramp(2, 3).numpy()
    np.save(OUT / "plain.npy", values)
    np.save(OUT / "fortran.npy", np.asfortranarray(ramp(2, 3, 2).numpy()))
    np.save(OUT / "big-endian.npy", values.astype(">f4"))
    np.save(OUT / "objects.npy", np.array([1, "x"], dtype=object), allow_pickle=True)
    arrays = {"a": values, "b.c": np.arange(5, dtype=np.int64), "h": values.astype(np.float16)}
    np.savez(OUT / "stored.npz", **arrays)
    np.savez_compressed(OUT / "deflated.npz", **arrays | {"zeros": np.zeros((64, 64), np.float32)})


def onnx_file():
    weight = ramp(4, 3).numpy()
    initializers = [
        numpy_helper.from_array(weight, "weight"),
        helper.make_tensor("floats", TensorProto.FLOAT, [3], [0.5, -1.0, 2.0]),
        helper.make_tensor("halves", TensorProto.FLOAT16, [2], [0.5, -2.0]),
        helper.make_tensor("bytes", TensorProto.INT8, [2], [-3, 7]),
        helper.make_tensor("longs", TensorProto.INT64, [2], [-1, 1 << 40]),
        helper.make_tensor("doubles", TensorProto.DOUBLE, [1], [0.25]),
        helper.make_tensor("unsigned", TensorProto.UINT32, [1], [4000000000]),
    ]
    body = helper.make_graph(
        [helper.make_node("Neg", ["y0"], ["z"])], "then", [],
        [helper.make_tensor_value_info("z", TensorProto.FLOAT, None)])
    other = helper.make_graph(
        [helper.make_node("Identity", ["y0"], ["z2"])], "else", [],
        [helper.make_tensor_value_info("z2", TensorProto.FLOAT, None)])
    graph = helper.make_graph(
        [helper.make_node("MatMul", ["x", "weight"], ["y0"]),
         helper.make_node("If", ["flag"], ["y"], then_branch=body, else_branch=other)],
        "golden",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["batch", None, 4]),
         helper.make_tensor_value_info("flag", TensorProto.BOOL, []),
         helper.make_tensor_value_info("weight", TensorProto.FLOAT, [4, 3])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["batch", None, 3])],
        initializers)
    model = helper.make_model(
        graph, producer_name="syrinx-golden", producer_version="1",
        opset_imports=[helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)])
    helper.set_model_props(model, {"sample_rate": "24000"})
    onnx.save(model, OUT / "inline.onnx")
    onnx.save(
        model, OUT / "external.onnx", save_as_external_data=True, location="external.onnx.data",
        size_threshold=0)


def matmul_nbits():
    """Rows of ONNX Runtime's MatMulNBits: what it makes of packed weights, 4 and 8 bits."""
    random = np.random.default_rng(7)
    tensors = {}
    for bits, block, inputs, outputs in [(4, 16, 40, 3), (4, 32, 64, 4), (8, 32, 72, 3)]:
        blocks = -(-inputs // block)
        packed = random.integers(0, 256, (outputs, blocks, block * bits // 8), dtype=np.uint8)
        scales = random.standard_normal(outputs * blocks).astype(np.float32)
        x = random.standard_normal((2, inputs)).astype(np.float32)
        node = helper.make_node(
            "MatMulNBits", ["x", "packed", "scales"], ["y"], domain="com.microsoft",
            K=inputs, N=outputs, bits=bits, block_size=block, accuracy_level=1)
        graph = helper.make_graph(
            [node], "g", [helper.make_tensor_value_info("x", TensorProto.FLOAT, [2, inputs])],
            [helper.make_tensor_value_info("y", TensorProto.FLOAT, [2, outputs])],
            [numpy_helper.from_array(packed, "packed"), numpy_helper.from_array(scales, "scales")])
        model = helper.make_model(graph, ir_version=10, opset_imports=[
            helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)])
        session = onnxruntime.InferenceSession(model.SerializeToString())
        (y,) = session.run(None, {"x": x})
        key = f"{bits}.{block}.{inputs}.{outputs}"
        for name, value in dict(packed=packed, scales=scales, x=x, y=y).items():
            tensors[f"{key}.{name}"] = torch.from_numpy(value)
    save_file(tensors, OUT / "matmul-nbits.safetensors")


if __name__ == "__main__":
    safetensors_files()
    torch_files()
    weight_norm_files()
    numpy_files()
    onnx_file()
    matmul_nbits()
    total = sum(path.stat().st_size for path in OUT.iterdir())
    print(f"{total} bytes in {OUT}")
    sys.exit(total > 200_000)
