"""The programme's dates as a file an ordinary calendar accepts."""

from datetime import timedelta

from django.utils import timezone

from headwater.web.programmes.models import Programme


def programme_calendar(programme: Programme) -> str:
    """An iCalendar text of whole-day dates; the same date keeps its identifier, so a second download updates it."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Headwater//EN")
    calendar.add("version", "2.0")
    for key_date in programme.key_dates.all():
        event = Event()
        event.add("uid", f"{key_date.pk}@headwater")
        event.add("summary", key_date.title)
        event.add("dtstamp", timezone.now())
        event.add("dtstart", key_date.day)
        event.add("dtend", key_date.day + timedelta(days=1))
        calendar.add_component(event)
    return calendar.to_ical().decode()
