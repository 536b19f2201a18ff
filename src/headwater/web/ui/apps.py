from django.apps import AppConfig


class UiConfig(AppConfig):
    """The look: base page, components, form renderer, charts."""

    name = "headwater.web.ui"
    label = "ui"
    verbose_name = "Look"

    def ready(self) -> None:
        from headwater.web.ui.dates import ask_dates_in_three_parts

        ask_dates_in_three_parts()
