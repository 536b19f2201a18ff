"""One policy, closed by default (promises.md S2, 4.3)."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django_scopes import scope
from django_scopes.exceptions import ScopeError

from headwater.web.hosts.actions import end_role
from headwater.web.hosts.models import Membership
from headwater.web.hosts.permissions import Permission
from headwater.web.hosts.policy import allowed, matrix
from headwater.web.hosts.relations import Relation
from headwater.web.hosts.roles import EVERYONE, ROLES
from headwater.web.programmes.models import Participant, Programme

LIBRARIES = ("allauth.", "django.views.i18n")


def views(patterns=None, prefix=""):
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns, prefix + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield prefix + str(pattern.pattern), pattern.callback


def test_every_view_carries_exactly_one_policy_check_or_is_public():
    unchecked = [
        address
        for address, view in views()
        if not hasattr(view, "policy") and not view.__module__.startswith(LIBRARIES)
    ]
    assert unchecked == []


def test_every_grant_names_a_known_permission_and_relation():
    for role in (EVERYONE, *ROLES.values()):
        for grant in role.grants:
            assert isinstance(grant.permission, Permission)
            assert all(isinstance(name, Relation) for name in grant.relations)


def test_no_role_inherits_anothers_eyes_the_coordinator_cannot_read_what_a_pair_or_supervisor_writes():
    kinds = {row["kind"] for row in matrix() if row["role"] == "coordinator"}
    forbidden = {"7 shared meeting notes", "8 private notes", "9 reflections", "10 goals and progress",
                 "12 survey answers, identified", "13 survey answers, pseudonymous", "17 supervision notes"}  # fmt: skip
    assert kinds & forbidden == set()


def test_the_funder_has_the_smallest_account_of_all():
    assert {row["permission"] for row in matrix() if row["role"] == "funder"} == {
        "see_home", "read_report", "read_own_grant", "sign_agreement", "answer_power",
    }  # fmt: skip


def test_an_unscoped_query_raises_instead_of_leaking(cast):
    with scope(), pytest.raises(ScopeError):
        from django_scopes.state import state

        state.set({})
        list(Participant.objects.all())


def test_a_query_in_one_hosts_scope_never_finds_anothers_rows(cast):
    assert set(Programme.objects.values_list("host__slug", flat=True)) == {"care-network"}
    with scope(host=cast.other_host):
        assert set(Programme.objects.values_list("host__slug", flat=True)) == {"other-host"}


def test_a_duty_in_one_programme_does_not_reach_another(cast):
    second = Programme.objects.create(name="Second", slug="second")
    assert allowed(cast.partner, Permission.SEE_HOME, cast.programme, cast.host) is True
    assert allowed(cast.partner, Permission.SEE_HOME, second, cast.host) is False


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("coordinator", 200),
        ("panel", 404),
        ("partner", 404),
        ("funder", 404),
        ("stranger", 404),
        ("other_coordinator", 404),
    ],
)
def test_only_the_coordinator_sees_who_has_which_duty(cast, as_, name, status):
    assert as_(cast.everyone()[name]).get("/care-network/members/").status_code == status


def test_a_refusal_and_an_absence_look_the_same(cast, as_):
    refused = as_(cast.partner).get("/care-network/members/")
    absent = as_(cast.partner).get("/care-network/no-such-page/")
    unknown_host = as_(cast.partner).get("/no-such-host/members/")
    assert [refused.status_code, absent.status_code, unknown_host.status_code] == [404, 404, 404]

    def body(response):
        return response.content.decode().split("<main")[1]

    assert body(refused) == body(absent) == body(unknown_host)


def test_someone_not_signed_in_is_asked_to_sign_in_before_anything_is_looked_up(cast, client):
    real = client.get(f"/care-network/members/{Membership.objects.first().pk}/end/")
    made_up = client.get("/care-network/members/00000000-0000-4000-8000-000000000000/end/")
    assert (real.status_code, made_up.status_code) == (302, 302)
    assert real["Location"].split("?")[0] == made_up["Location"].split("?")[0] == "/account/login/"


def test_when_a_duty_ends_the_next_request_finds_nothing(cast, as_):
    client = as_(cast.coordinator)
    assert client.get("/care-network/members/").status_code == 200
    end_role(Membership.objects.get(person=cast.coordinator), by=cast.coordinator)
    assert client.get("/care-network/members/").status_code in (302, 404)
    assert as_(cast.coordinator).get("/care-network/members/").status_code == 404


def test_the_lists_of_a_host_narrow_sort_and_download_all_of_their_rows(cast, as_):
    client = as_(cast.coordinator)
    narrowed = client.get("/care-network/members/?role=panel&sort=-person").context["table"]
    assert [str(row.record.person) for row in narrowed.paginated_rows] == ["Second Panel", "Panel"]
    rows = client.get("/care-network/members/?download=csv").content.decode("utf-8-sig").splitlines()
    assert len(rows) == 1 + Membership.objects.current().count()
    as_(cast.partner).get("/care-network/members/")
    refused = client.get("/care-network/trail/?allowed=0").context["table"]
    assert [(row.record.action, row.record.allowed) for row in refused.paginated_rows] == [("deny", False)]
