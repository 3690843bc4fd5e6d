"""Write the face detector's weights as browsers read them: halves, after the plan of the network.

Usage: python tools/face_weights_web.py [--check]

From src/toctoc/guard/data/faces/retinaface.onnx to src/toctoc/web/static/faces/retinaface.bin: the
length of the plan (four bytes, little end first), the plan (JSON, padded to an even length), then
every weight as float16. The points of the eyes, nose and mouth are left out, and what the graph
computes twice is computed once. Same bytes each time; `--check`: whether they are those shipped.
"""

from __future__ import annotations

import hashlib
import json
import struct
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np

ROOT = Path(__file__).resolve().parent.parent / "src/toctoc"
MODEL = ROOT / "guard/data/faces/retinaface.onnx"
TARGET = ROOT / "web/static/faces/retinaface.bin"
SHA256 = "b7a7acab55e104dce6f32cdfff929bd83946da5cd869b9e2e9bdffafd1b7e4a5"
SCORES = [f"/class_head/class_head.{n}/Conv_output_0" for n in range(3)]
MOVES = [f"/bbox_head/bbox_head.{n}/Conv_output_0" for n in range(3)]

Weights = np.ndarray[tuple[int, ...], np.dtype[np.float32]]
Op = list[str | int | float]


class Node(NamedTuple):
    kind: str
    sources: list[str]
    attributes: dict[str, list[int] | float]


def _number(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def _fields(data: bytes) -> list[tuple[int, int | bytes]]:
    """The fields of one protobuf message: (number, value), nested ones as bytes."""
    at, found = 0, list[tuple[int, int | bytes]]()
    while at < len(data):
        key, at = _number(data, at)
        if key & 7 == 0:
            value, at = _number(data, at)
            found.append((key >> 3, value))
            continue
        size = {1: 8, 5: 4}.get(key & 7, 0)
        if key & 7 == 2:
            size, at = _number(data, at)
        found.append((key >> 3, data[at : at + size]))
        at += size
    return found


def _all(data: bytes, number: int) -> list[bytes]:
    return [value for key, value in _fields(data) if key == number and isinstance(value, bytes)]


def _attributes(node: bytes) -> dict[str, list[int] | float]:
    """The whole numbers and the one real number (`alpha`) that the plan needs."""
    read: dict[str, list[int] | float] = {}
    for attribute in _all(node, 5):
        name = _all(attribute, 1)[0].decode()
        whole = [v for k, v in _fields(attribute) if k in (3, 8) and isinstance(v, int)]
        real = _all(attribute, 2)
        read[name] = float(struct.unpack("<f", real[0])[0]) if real else whole
    return read


def read(model: bytes) -> tuple[dict[str, Node], dict[str, Weights]]:
    """The nodes by what they make, and the weights by name."""
    (graph,) = _all(model, 7)
    weights = {}
    for tensor in _all(graph, 5):
        shape = [v for k, v in _fields(tensor) if k == 1 and isinstance(v, int)]
        values = np.frombuffer(_all(tensor, 9)[0], "<f4")
        weights[_all(tensor, 8)[0].decode()] = values.reshape(shape)
    nodes = {}
    for node in _all(graph, 1):
        sources = [name.decode() for name in _all(node, 1)]
        made = Node(_all(node, 4)[0].decode(), sources, _attributes(node))
        nodes[_all(node, 2)[0].decode()] = made
    return nodes, weights


class Plan:
    """The steps in an order that can be run, each written once."""

    def __init__(self, model: bytes) -> None:
        self.nodes, self.weights = read(model)
        self.channels = [3]  # of each place that holds a picture of features; the first is read
        self.ops: list[Op] = []
        self.blob: list[Weights] = []
        self.size = 0
        self._made: dict[tuple[str, ...], int] = {}

    def place(self, name: str) -> int:
        """Where that output is, after the steps that make it."""
        if name == "input":
            return 0
        node = self.nodes[name]
        if node.kind in ("LeakyRelu", "Relu") and self.nodes[node.sources[0]].kind == "Conv":
            alpha = node.attributes.get("alpha", 0.0)
            assert isinstance(alpha, float)
            return self._conv(node.sources[0], alpha)
        if node.kind == "Relu":
            return self._joined(node.sources[0])
        if node.kind == "Add":
            return self._added(*node.sources)
        return self._conv(name, 1.0)

    def _room(self, channels: int) -> int:
        self.channels.append(channels)
        return len(self.channels) - 1

    def _weight(self, name: str) -> str:
        return self.nodes[name].sources[0] if name in self.nodes else name

    def _conv(self, name: str, slope: float, room: int | None = None, offset: int = 0) -> int:
        """A convolution and what follows it: below nought, times `slope`."""
        node = self.nodes[name]
        assert node.kind == "Conv", node.kind
        source, kernel, bias = self.place(node.sources[0]), *map(self._weight, node.sources[1:])
        key = (str(source), kernel, str(slope))
        if key in self._made:
            return self._made[key]
        values = self.weights[kernel]
        out, side = values.shape[0], values.shape[2]
        strides, group = node.attributes["strides"], node.attributes["group"]
        assert isinstance(strides, list)
        deep = group != [1]
        # channels last, as the worker computes: each output's weights in the order of its inputs
        order = values[:, 0].transpose(1, 2, 0) if deep else values.transpose(0, 2, 3, 1)
        if room is None:
            room = self._made[key] = self._room(out)
        kind = f"{'deep' if deep else 'full'}{side}"
        self.ops.append([kind, source, room, offset, strides[0], out, round(slope, 6), self.size])
        for array in (order, self.weights[bias]):
            self.blob.append(array.ravel())
            self.size += array.size
        return room

    def _joined(self, name: str) -> int:
        """Side by side; what is cut below nought after is cut in each part."""
        node = self.nodes[name]
        assert node.kind == "Concat"
        if (name,) in self._made:
            return self._made[(name,)]
        sizes = [
            self.weights[self._weight(self.nodes[s].sources[1])].shape[0] for s in node.sources
        ]
        for source in node.sources:
            self.place(self.nodes[source].sources[0])
        room, offset = self._room(sum(sizes)), 0
        self._made[(name,)] = room
        for source, size in zip(node.sources, sizes, strict=True):
            self._conv(source, 0.0, room, offset)
            offset += size
        return room

    def _added(self, large: str, enlarged: str) -> int:
        """The sum of a picture and of a smaller one, enlarged by repeating its points."""
        assert self.nodes[enlarged].kind == "Resize"
        key = (large, enlarged)
        if key not in self._made:
            one, other = self.place(large), self.place(self.nodes[enlarged].sources[0])
            self._made[key] = self._room(self.channels[one])
            self.ops.append(["add", one, self._made[key], other])
        return self._made[key]

    def bytes(self) -> bytes:
        ends = {"scores": [self.place(n) for n in SCORES], "moves": [self.place(n) for n in MOVES]}
        plan = {"channels": self.channels, "ops": self.ops, **ends}
        text = json.dumps(plan, separators=(",", ":")).encode()
        text += b" " * (len(text) % 2)
        halves = np.concatenate(self.blob).astype("<f2").tobytes()
        return struct.pack("<I", len(text)) + text + halves


def main() -> None:
    model = MODEL.read_bytes()
    if hashlib.sha256(model).hexdigest() != SHA256:
        raise SystemExit("these weights are not the ones that were measured")
    made = Plan(model).bytes()
    if sys.argv[1:] == ["--check"]:
        if TARGET.read_bytes() != made:
            raise SystemExit("the weights served to browsers are not made from these")
    else:
        TARGET.parent.mkdir(parents=True, exist_ok=True)
        TARGET.write_bytes(made)
    print(hashlib.sha256(made).hexdigest(), len(made))


if __name__ == "__main__":
    main()
