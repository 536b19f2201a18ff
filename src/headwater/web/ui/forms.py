"""How every Django form of the site is drawn."""

from django.forms.renderers import TemplatesSetting


class HeadwaterRenderer(TemplatesSetting):
    """Forms written as {{ form }} come out as label, hint, error, input, with an error summary on top."""

    form_template_name = "django/forms/div.html"
    formset_template_name = "django/forms/formsets/div.html"
    field_template_name = "django/forms/field.html"
