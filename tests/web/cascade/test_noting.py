"""What a leader does on the pages of a cascade: note, correct, take back, set sites, open a step, make slips."""

from datetime import date

from headwater.web.cascade.models import HandOver, PassingOnRules, StaffSheet, Workplace
from tests.web.cascade.told import note, started
from tests.web.preparation.test_pages import status

DAY = date(2026, 9, 11)


def typed(tier, **more):
    return {"tier": str(tier.pk), "kind": "received", "people": "2", "on": "2026-09-11"} | more


def test_a_refusal_stands_on_the_page_in_words_and_nothing_is_noted(cast, as_):
    """R3, R8: what is asked about is asked on the page, with what was typed kept."""
    PassingOnRules.objects.create(programme=cast.programme, gate="received")
    cascade = started(cast)
    _managers, seniors, workers = cascade.tiers.all()
    client, address = as_(cast.partner), f"/care-network/passing-on/{cascade.pk}/note/"
    closed = client.post(address, typed(seniors)).content.decode()
    note(cascade, "Managers", "received", 4, DAY)
    client.post(f"/care-network/tiers/{workers.pk}/step/open/", {"because": "The training day is now"})
    middle = client.post(address, typed(workers)).content.decode()
    assert ("is not open yet" in closed, "Nothing is known of: Seniors" in middle) == (True, True)
    client.post(address, typed(workers, middle="together"))
    assert list(HandOver.objects.order_by("created_at").values_list("tier__name", "middle")) == [
        ("Managers", "together"),
        ("Care workers", "together"),
    ]


def test_numbers_no_database_could_keep_are_refused_in_words(cast, as_):
    cascade = started(cast)
    address = f"/care-network/passing-on/{cascade.pk}/note/"
    page = as_(cast.partner).post(address, typed(cascade.tiers.first(), minutes="99999999999999"))
    assert (page.status_code, HandOver.objects.count()) == (200, 0)


def test_two_who_correct_the_same_note_see_both_texts_and_taking_back_asks_for_a_reason(cast, as_):
    noted = note(started(cast), "Managers", "received", 3, DAY)
    client, address = as_(cast.partner), f"/care-network/noted/{noted.pk}/"
    sent = typed(noted.tier, people="4", version="1")
    assert client.post(address, sent).status_code == 302
    stale = client.post(address, sent | {"people": "1"})
    noted.refresh_from_db()
    assert (stale.context["form"].conflict, noted.people, noted.version) == (True, 4, 2)
    assert client.post(f"{address}take-back/", {"why": ""}).status_code == 200
    client.post(f"{address}take-back/", {"why": "canary-why"})
    row = client.get(f"/care-network/passing-on/{noted.cascade.pk}/noted/?download=csv").content.decode()
    assert "taken back: canary-why" in row
    for person in (cast.second_partner, cast.coordinator, cast.stranger, cast.other_partner):
        assert as_(person).post(address, sent).status_code == 404


def test_sites_and_teams_are_typed_one_a_line_and_a_wrong_line_is_explained(cast, as_):
    """R1, R4: tiers of an organisation, its sites and teams; no names of staff."""
    cascade = started(cast)
    client, address = as_(cast.partner), f"/care-network/passing-on/{cascade.pk}/workplaces/"
    for wrong, words in (
        ("Ash 1, 5", "a colon"),
        ("Ash: 1, 5", "one number for each"),
        ("Ash: 1, x, 3", "a colon"),
    ):
        assert words in client.post(address, {"rows": wrong}).content.decode(), wrong
    client.post(address, {"rows": "Ash: 2, 5, 20\nBirch / nights: 0, 1, 12"})
    assert [str(one) for one in Workplace.objects.filter(tier__name="Care workers")] == [
        "Ash",
        "Birch, nights",
    ]
    assert "Birch / nights: 0, 1, 12" in client.get(address).content.decode()


def test_slips_are_made_and_a_sheet_is_closed_and_moved_by_its_leader_alone(cast, as_):
    sheet = StaffSheet.objects.get(tier__cascade=started(cast), tier__name="Care workers")
    address = f"/care-network/staff-sheets/{sheet.pk}/"
    for person in (cast.second_partner, cast.coordinator, cast.stranger, cast.other_partner):
        for act in ("", "close/", "open/", "new-address/"):
            assert as_(person).post(f"{address}{act}", {"count": "3"}).status_code == 404
    assert status(as_, cast, f"{address}slips/") == {"partner"}
    client = as_(cast.partner)
    client.post(address, {"count": "3"})
    client.post(f"{address}close/")
    sheet.refresh_from_db()
    assert (sheet.slips["count"], sheet.closed_on is not None) == (3, True)
    client.post(f"{address}open/")
    client.post(f"{address}new-address/")
    moved = StaffSheet.objects.get(pk=sheet.pk)
    assert (moved.closed_on, moved.slips, moved.code == sheet.code) == (None, {}, False)
