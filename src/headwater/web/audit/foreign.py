"""Data classes of the tables that belong to libraries, so that no table in the database is undeclared."""

from headwater.web.audit.privacy import DataClass

# app label -> (class, what it holds)
FOREIGN = {
    "account": (DataClass.C2, "e-mail addresses of people and whether they are confirmed"),
    "auth": (DataClass.C1, "groups and permissions of Django, not used"),
    "contenttypes": (DataClass.C0, "names of tables"),
    "mfa": (DataClass.C4, "passkeys and authenticator secrets; only the sign-in reads them"),
    "sessions": (DataClass.C4, "who is signed in; removed when it ends"),
    "usersessions": (DataClass.C2, "sessions a person can see and end"),
    "django_tasks_database": (DataClass.C2, "work waiting: names of tasks and ids of records, never content"),
}
