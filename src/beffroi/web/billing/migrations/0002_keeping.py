"""The database itself keeps invoices, postings and movements at the bank."""

from django.db import migrations

from beffroi.web.billing.keeping import install, remove


class Migration(migrations.Migration):
    """Put the triggers in place."""

    dependencies = (("billing", "0001_initial"),)
    operations = (migrations.RunPython(install, remove),)
