"""Decisions carry the moment they were taken at, not that of the row: the default of a field, nothing in the database.

The state alone is changed: SQLite would build the table of decisions anew and lose the trigger that keeps it.
"""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("consultations", "0009_private_files")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name=model,
                    name="decided_at",
                    field=models.DateTimeField(default=django.utils.timezone.now, editable=False),
                )
                for model in ("deadlineextension", "moderationdecision")
            ]
        )
    ]
