from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "headwater.web.messages"
    label = "letters"

    def ready(self):
        from headwater.web.messages import home, receivers  # noqa: F401
