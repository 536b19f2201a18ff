"""Settings for the tests: no network, mail kept in memory, tasks run when asked, an extra query fails."""

import os
import tempfile

os.environ.setdefault("HEADWATER_MODE", "local")
os.environ.setdefault("HEADWATER_DATA", tempfile.mkdtemp(prefix="headwater-test-"))

from headwater.web.settings.site import *  # noqa: F403
from headwater.web.settings.site import DATABASES, INSTALLED_APPS, MIDDLEWARE, SQLITE

INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]
MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]
ZEAL_RAISE = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
WHITENOISE_AUTOREFRESH = True
if SQLITE:
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA foreign_keys=ON; PRAGMA synchronous=OFF"
TESTING = True
ZEAL_ALLOWLIST = [
    {"model": "audit.*", "field": "*"},  # a line of the trail for each act, one after another, is meant
    {"model": "account.*", "field": "*"},  # how allauth looks up an address is its own affair
    {"model": "sessions.*", "field": "*"},  # and how it changes the session
]
