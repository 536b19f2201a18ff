"""The report as a tagged PDF, where the extra ``[pdf]`` is installed."""

from importlib.util import find_spec
from mimetypes import guess_type
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

SVG_STYLE = (
    "<style>text{font-family:'Atkinson Hyperlegible Next',sans-serif;font-size:13px;fill:#22282b}"
    ".hw-chart__better,.hw-chart__dot{fill:#14524f}.hw-chart__same{fill:#d8d2c6}.hw-chart__worse{fill:#a4551f}"
    ".hw-chart__piece{stroke:#fff;stroke-width:2}.hw-chart__line{stroke:#22282b;stroke-width:2.5}"
    ".hw-chart__axis{stroke:#22282b;stroke-width:1.5}.hw-chart__grid{stroke:#b7ad9c;stroke-width:1}"
    ".hw-chart__on-better,.hw-chart__on-worse{fill:#fff;font-weight:700}.hw-chart__quiet{fill:#555049;font-size:12px}"
    "</style>"
)
KEY = '<svg viewBox="0 0 10 10" aria-hidden="true" focusable="false">'


def can_make_pdf() -> bool:
    """Whether the PDF extra is installed."""
    return find_spec("weasyprint") is not None


def make_pdf(context: dict[str, Any]) -> bytes:
    """A tagged PDF/UA of a built report. Nothing is fetched from any network."""
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    html = render_to_string("reports/print.html", context)
    html = html.replace("<desc>", f"{SVG_STYLE}<desc>").replace(KEY, f"{KEY}{SVG_STYLE}")
    document = HTML(string=html, url_fetcher=_only_our_own, base_url="static:///")
    return bytes(document.write_pdf(pdf_variant="pdf/ua-1", font_config=FontConfiguration()))


def _only_our_own(url: str, *args: Any, **kwargs: Any) -> Any:
    """Static files by their name; any other address is refused."""
    from weasyprint.urls import URLFetcherResponse

    path = finders.find(url.removeprefix("static:///")) if url.startswith("static:///") else None
    if path is None:
        raise ValueError("A report loads nothing from outside.")
    with open(path, "rb") as file:  # noqa: PTH123
        return URLFetcherResponse(url, file.read(), {"Content-Type": guess_type(path)[0] or "font/woff2"})
