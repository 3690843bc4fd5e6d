"""The product's settings with a throw-away data folder.

`TOCTOC_TEST_DB=postgres` picks the other database.
"""

from __future__ import annotations

import os
import tempfile

os.environ["TOCTOC_DATA"] = tempfile.mkdtemp(prefix="toctoc-tests-")
os.environ.pop("TOCTOC_CONFIG", None)
os.environ["TOCTOC_DEMO"] = "1"
if os.environ.get("TOCTOC_TEST_DB") == "postgres":
    os.environ["DATABASE_URL"] = os.environ.get(
        "TOCTOC_TEST_POSTGRES", "postgres://postgres@127.0.0.1:5432/toctoc"
    )
else:
    os.environ.pop("DATABASE_URL", None)

from toctoc.ops.settings import *  # noqa: F403

DATABASES = globals()["DATABASES"]
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"]["CONN_MAX_AGE"] = 0
else:
    # A file, not memory: tests use the same WAL and locking as production.
    DATABASES["default"]["TEST"] = {"NAME": os.path.join(os.environ["TOCTOC_DATA"], "test.sqlite3")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STORAGES = globals()["STORAGES"] | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
# WhiteNoise warns about a missing folder, and warnings are errors here.
os.makedirs(globals()["STATIC_ROOT"], exist_ok=True)
# Files wait until a test reads them: no thread of ours runs beside a test's transaction.
TOCTOC_PICTURES = globals()["TOCTOC_PICTURES"] | {"children": 0}
