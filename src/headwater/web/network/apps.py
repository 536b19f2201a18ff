from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "headwater.web.network"

    def ready(self) -> None:
        from headwater.web.network import home, receivers, rules  # noqa: F401
