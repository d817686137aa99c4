"""The side table of the search."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("legaldocs", "0004_index_by_change")]
    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("provision_id", models.BigIntegerField(null=True)),
                ("kind", models.CharField(choices=[("document", "Document"), ("provision", "Provision")], max_length=9)),
                ("part", models.PositiveSmallIntegerField(default=0, help_text="A very long unit is indexed in parts.")),
                (
                    "packed",
                    models.BinaryField(
                        help_text="SQLite only: the indexed words, compressed; FTS5 needs them to forget.", null=True
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_entries",
                        to="legaldocs.legaldocument",
                    ),
                ),
            ],
            options={
                "verbose_name": "search entry",
                "verbose_name_plural": "search entries",
                "indexes": [models.Index(fields=["provision_id"], name="search_entry_provision")],
            },
        ),
    ]
