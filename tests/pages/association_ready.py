"""Makes the association of scenario S3 in an installation of its own, before its site is started. Run as a program."""

import os

import django


def main() -> None:
    os.environ |= {"DJANGO_SETTINGS_MODULE": "headwater.web.settings.site", "HEADWATER_MODE": "local"}
    django.setup()
    from django.core.management import call_command
    from django_scopes import scope

    from tests.people import make_cast
    from tests.web.matching.association import association

    call_command("migrate", verbosity=0)
    cast = make_cast()
    with scope(host=cast.host):
        association(cast.programme, sealed=True)


if __name__ == "__main__":
    main()
