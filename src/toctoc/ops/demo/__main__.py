"""`toctoc demo`: bring the demo up, filled, and say where to click."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="toctoc demo", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--fill-only", action="store_true", help="fill the database and stop")
    options = parser.parse_args(argv)
    os.environ["TOCTOC_DEMO"] = "1"
    # By name: browsers refuse passkeys on a numeric address.
    name = "localhost" if options.host == "127.0.0.1" else options.host
    os.environ.setdefault("TOCTOC_ADDRESS", f"http://{name}:{options.port}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toctoc.ops.settings")
    import django

    django.setup()
    from .fill import fill_if_empty

    fill_if_empty(say=print)
    if options.fill_only:
        return 0
    _welcome()
    from toctoc.ops.serve import main as serve

    return serve(["--host", options.host, "--port", str(options.port)])


def _welcome() -> None:
    from django.conf import settings

    print(
        f"\n  Toctoc : {settings.ADDRESS}\n\n"
        "  Cliquez « Entrer comme médecin généraliste », posez une question :\n"
        "  des confrères inventés répondent en quelques secondes.\n"
        "  (Click “Entrer comme médecin généraliste” and ask; the page also speaks English.)\n"
        "  Ctrl-C : arrêter / stop\n",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
