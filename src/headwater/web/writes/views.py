"""Where long forms save themselves while someone types."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from headwater.web.writes.drafts import save_draft

LEFT_OUT = {"csrfmiddlewaretoken", "form_key", "draft_form", "version"}
LARGEST = 100_000


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep what was typed. The answer's ``saved`` is the time to show, only after it is really kept."""
    form = request.POST.get("draft_form", "")[:200]
    typed = {name: request.POST.getlist(name) for name in request.POST if name not in LEFT_OUT}
    if not request.user.is_authenticated or not form or sum(map(len, map(str, typed.values()))) > LARGEST:
        return JsonResponse({"saved": None}, status=400 if request.user.is_authenticated else 401)
    save_draft(by=request.user, form=form, typed=typed)
    return JsonResponse({"saved": timezone.localtime().strftime("%H:%M")})
