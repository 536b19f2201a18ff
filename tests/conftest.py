"""Fixtures every test may use. The network is off; two hosts stand in every database."""

import os

import pytest
from django_scopes import scope
from hypothesis import HealthCheck, settings

from tests.people import Cast, make_cast

# A busy machine is no finding; where every change is checked, the same examples are tried each time.
settings.register_profile(
    "unhurried",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("unhurried")


@pytest.fixture(autouse=True)
def _no_network(request):
    """No test talks to anything but this machine."""
    if request.node.get_closest_marker("pages"):
        yield
        return
    from pytest_socket import disable_socket, enable_socket

    disable_socket(allow_unix_socket=True)
    yield
    enable_socket()


@pytest.fixture
def cast(db) -> Cast:
    """Two hosts, each with a programme and someone in every duty; the scope of the first is open."""
    made = make_cast()
    with scope(host=made.host):
        yield made


@pytest.fixture
def as_(client):
    """``as_(person)`` is a client signed in as that person."""

    def sign_in(person):
        from django.test import Client

        signed_in = Client()
        signed_in.force_login(person)
        return signed_in

    return sign_in
