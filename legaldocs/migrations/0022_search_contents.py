"""What is found beside the law itself: files, consultations, answers; and the validity of documents by day.

Both are derived. Contents fill by the check that runs when the portal starts (``mend_index``), spans with it.
"""

import django.db.models.deletion
from django.db import migrations, models

KINDS = [
    ("document", "Document"),
    ("provision", "Provision"),
    ("file", "File"),
    ("consult", "Consultation"),
    ("answer", "Answer"),
]
STATES = [
    ("read", "Read"),
    ("wording", "its document's wording was read from it"),
    ("no_text", "nothing readable in it"),
    ("scan", "a scan; nothing on this machine recognises it yet"),
    ("held", "kept closed by the malware scanner"),
]


class Migration(migrations.Migration):
    dependencies = [("legaldocs", "0021_signatures_of_files")]
    operations = [
        migrations.AlterField(
            model_name="searchentry", name="kind", field=models.CharField(choices=KINDS, max_length=9)
        ),
        migrations.CreateModel(
            name="FileText",
            fields=[
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="read_text",
                        serialize=False,
                        to="legaldocs.documentfile",
                    ),
                ),
                ("state", models.CharField(choices=STATES, max_length=8)),
                ("text", models.TextField(blank=True)),
                (
                    "recognised",
                    models.BooleanField(default=False, help_text="Recognised from an image (OCR): may hold errors."),
                ),
                ("read_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name": "text of a file",
                "verbose_name_plural": "texts of files",
                "indexes": [models.Index(fields=["state"], name="file_text_state")],
            },
        ),
        migrations.CreateModel(
            name="SearchContent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=KINDS, max_length=9)),
                ("key", models.BigIntegerField(help_text="Key of the thing itself.")),
                ("part", models.PositiveIntegerField(default=0, help_text="A long text is found in parts.")),
                ("entry_id", models.BigIntegerField(unique=True)),
                ("words", models.TextField()),
                ("facts", models.TextField()),
                ("stamp", models.CharField(max_length=32)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_contents",
                        to="legaldocs.legaldocument",
                    ),
                ),
            ],
            options={
                "verbose_name": "search content",
                "verbose_name_plural": "search contents",
                "constraints": [models.UniqueConstraint(fields=("kind", "key", "part"), name="search_content_once")],
            },
        ),
        migrations.CreateModel(
            name="StatusSpan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(help_text="First day on which it no longer holds.", null=True)),
                ("status", models.CharField(max_length=20)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="status_spans",
                        to="legaldocs.legaldocument",
                    ),
                ),
            ],
            options={
                "verbose_name": "span of validity",
                "verbose_name_plural": "spans of validity",
                "constraints": [models.UniqueConstraint(fields=("document", "starts_on"), name="status_span_once")],
            },
        ),
    ]
