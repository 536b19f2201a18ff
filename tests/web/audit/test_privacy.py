"""Every field says how confidential it is (promises.md P2), and C4 is unreadable in the database (S15)."""

import pytest
from django.apps import apps
from django.db import connection, models

from headwater.web.audit.encryption import CannotOpen, EncryptedTextField
from headwater.web.audit.foreign import FOREIGN
from headwater.web.audit.privacy import DataClass, declared_classes, own_models, published_fields
from headwater.web.messages.models import AccountMail


def test_every_field_of_every_model_declares_its_data_class():
    undeclared = [
        f"{model._meta.label}.{field.name}"
        for model in own_models()
        for field in model._meta.concrete_fields
        if field.name not in declared_classes(model)
    ]
    assert undeclared == []


def test_no_declaration_names_a_field_that_is_not_there():
    extra = [
        f"{model._meta.label}.{name}"
        for model in own_models()
        for name in declared_classes(model)
        if name not in {field.name for field in model._meta.concrete_fields}
    ]
    assert extra == []


def test_free_text_is_never_below_c2_unless_written_to_be_published():
    too_open = [
        f"{model._meta.label}.{field.name}"
        for model in own_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.TextField)
        and declared_classes(model)[field.name] < DataClass.C2
        and field.name not in published_fields(model)
    ]
    assert too_open == []


def test_c4_text_is_encrypted():
    plain = [
        f"{model._meta.label}.{field.name}"
        for model in own_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.TextField | models.JSONField)
        and declared_classes(model)[field.name] == DataClass.C4
        and not isinstance(field, EncryptedTextField)
    ]
    assert plain == []


def test_every_table_of_a_library_is_accounted_for():
    labels = {
        model._meta.app_label for model in apps.get_models() if not model.__module__.startswith("headwater.")
    }
    assert labels - set(FOREIGN) == set()


def test_encrypted_text_reads_back_and_is_not_in_the_database(db):
    mail = AccountMail.objects.create(to="a@example.org", subject="Code", body="the code is canary-4711")
    assert AccountMail.objects.get(pk=mail.pk).body == "the code is canary-4711"
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM letters_accountmail WHERE id = %s", [mail.pk])
        stored = cursor.fetchone()[0]
    assert stored.startswith("hw1:installation:")
    assert "canary" not in stored


def test_another_key_does_not_open_it_and_the_error_says_what_to_do(db, settings):
    mail = AccountMail.objects.create(to="a@example.org", subject="Code", body="secret")
    settings.FIELD_KEY = "another key entirely, of the same length"
    with pytest.raises(CannotOpen, match="Set FIELD_KEY"):
        AccountMail.objects.get(pk=mail.pk)
