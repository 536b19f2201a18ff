from django.apps import AppConfig


class HostsConfig(AppConfig):
    name = "headwater.web.hosts"
    label = "hosts"
