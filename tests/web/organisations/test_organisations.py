"""Organisations: found, changed, given places, made one and taken apart again."""

import pytest
from django.apps import apps

from headwater.web.organisations.actions import CannotMerge, merge, pointing_at_organisations, undo_merge
from headwater.web.organisations.models import Merge, Organisation, Registration, Site
from headwater.web.programmes.models import Participant

LIST = "/care-network/organisations/"


@pytest.fixture
def two(cast):
    kept = cast.participant(cast.partner).organisation
    absorbed = cast.participant(cast.consultant).organisation
    Registration.objects.create(organisation=absorbed, register="charity", number="123")
    return kept, absorbed


def test_everything_that_points_at_an_organisation_moves_with_it(cast, two):
    kept, absorbed = two
    merge(kept, absorbed, by=cast.coordinator)
    assert cast.participant(cast.consultant).organisation == kept
    assert Registration.objects.get(number="123").organisation == kept
    for model, name in pointing_at_organisations():
        assert model._base_manager.filter(**{name: absorbed}).count() == 0


def test_no_model_that_points_at_an_organisation_is_forgotten_in_a_merge():
    pointing = {
        (model, field.name)
        for model in apps.get_models()
        if not model._meta.proxy and model not in (Organisation, Merge)
        for field in model._meta.concrete_fields
        if field.related_model is Organisation
    }
    assert pointing == set(pointing_at_organisations())


def test_a_merge_can_be_taken_back_and_leaves_both_as_they_were(cast, two):
    kept, absorbed = two

    def picture():
        return sorted(
            (str(row.pk), str(row.organisation_id))
            for model in (Participant, Registration, Site)
            for row in model.objects.all()
        )

    before = picture()
    undo_merge(merge(kept, absorbed, by=cast.coordinator), by=cast.coordinator)
    assert picture() == before
    assert Organisation.objects.get(pk=absorbed.pk).merged_into is None
    assert Site.objects.get(organisation=absorbed).is_main is True


def test_a_merge_of_a_record_with_itself_or_twice_is_refused(cast, two):
    kept, absorbed = two
    with pytest.raises(CannotMerge, match="two different"):
        merge(kept, kept, by=cast.coordinator)
    done = merge(kept, absorbed, by=cast.coordinator)
    with pytest.raises(CannotMerge, match="merged already"):
        merge(kept, absorbed, by=cast.coordinator)
    undo_merge(done, by=cast.coordinator)
    with pytest.raises(CannotMerge, match="taken back already"):
        undo_merge(done, by=cast.coordinator)


def test_the_list_searches_narrows_and_downloads_all_of_it(cast, as_):
    client = as_(cast.coordinator)
    page = client.get(f"{LIST}?name=wansbeck")
    assert [row.record.name for row in page.context["table"].rows] == ["Wansbeck Carers"]
    assert client.get(f"{LIST}?place=unknown").context["table"].paginator.count == 4
    rows = client.get(f"{LIST}?download=csv").content.decode("utf-8-sig").splitlines()
    assert len(rows) == 5
    assert client.get(f"{LIST}?download=xlsx").content[:2] == b"PK"


def test_a_merged_record_is_listed_no_more_and_leads_to_the_one_it_went_into(cast, as_, two):
    merge(*two, by=cast.coordinator)
    client = as_(cast.coordinator)
    assert client.get(LIST).context["table"].paginator.count == 3
    assert two[0].name in client.get(f"{LIST}{two[1].pk}/").content.decode()


def test_a_site_is_placed_from_its_postcode_and_says_how_well(cast, as_, two):
    client = as_(cast.coordinator)
    address = f"{LIST}{two[0].pk}/sites/add/"
    client.post(address, {"name": "New site", "postcode": "sw1a1aa", "services": ["homecare"]})
    site = Site.objects.get(name="New site")
    assert (site.postcode, site.precision, site.uncertainty_m is not None) == ("SW1A 1AA", "postcode", True)
    answer = client.post(address, {"name": "Bad", "postcode": "not a postcode"})
    assert list(answer.context["form"].errors) == ["postcode"]


def test_a_withheld_postcode_is_a_normal_state(cast, as_, two):
    as_(cast.coordinator).post(f"{LIST}{two[0].pk}/sites/add/", {"name": "Refuge", "postcode": ""})
    assert Site.objects.get(name="Refuge").precision == "unknown"


@pytest.mark.parametrize("name", ["panel", "partner", "funder", "stranger", "other_coordinator"])
def test_nobody_else_finds_an_organisation(cast, as_, two, name):
    client = as_(cast.everyone()[name])
    for page in (
        f"{LIST}{two[0].pk}/",
        f"{LIST}{two[0].pk}/edit/",
        f"{LIST}{two[0].pk}/merge/",
        f"{LIST}add/",
    ):
        assert client.get(page).status_code == 404


def test_the_pages_of_one_organisation_open(cast, as_, two):
    client = as_(cast.coordinator)
    for page in ("", "edit/", "merge/", "sites/add/"):
        assert client.get(f"{LIST}{two[0].pk}/{page}").status_code == 200
    assert client.get(f"{LIST}add/").status_code == 200
