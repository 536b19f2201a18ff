"""Calendar files an ordinary calendar accepts. They say "Meeting", when and where, and nothing else (P7)."""

from datetime import UTC, datetime

from django.utils import timezone


def invitation(
    *,
    uid: str,
    start: datetime,
    end: datetime,
    sequence: int = 0,
    cancelled: bool = False,
    organiser: str = "",
    place: str = "",
    title: str = "Meeting",
) -> str:
    """An iCalendar file for one meeting. The same ``uid`` with a higher ``sequence`` moves it; ``cancelled`` removes it."""
    from icalendar import Calendar, Event, vCalAddress, vText

    calendar = Calendar()
    calendar.add("prodid", "-//Headwater//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancelled else "REQUEST")
    event = Event()
    event.add("uid", f"{uid}@headwater")
    event.add("summary", title)
    event.add("dtstamp", timezone.now().astimezone(UTC))
    event.add("dtstart", start)
    event.add("dtend", end)
    event.add("sequence", sequence)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    if place:
        event.add("location", vText(place))
    if organiser:
        event["organizer"] = vCalAddress(f"MAILTO:{organiser}")
    calendar.add_component(event)
    return calendar.to_ical().decode()
