"""Pages of programmes."""

from headwater.web.programmes.views.home import home, programme_home

__all__ = ["home", "programme_home"]
