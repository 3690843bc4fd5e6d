"""Django's own commands, for developers: `python -m toctoc.ops.manage migrate`."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toctoc.ops.settings")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
