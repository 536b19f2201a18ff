from django.apps import AppConfig


class CodingConfig(AppConfig):
    name = "headwater.web.coding"
    label = "coding"

    def ready(self) -> None:
        from headwater.web.coding import home, rules  # noqa: F401  (they answer signals and relations)
