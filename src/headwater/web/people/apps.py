from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "headwater.web.people"
    label = "people"
