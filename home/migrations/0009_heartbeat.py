"""Signs of life of the processes beside the site."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("home", "0008_use_editorial_approval")]

    operations = [
        migrations.CreateModel(
            name='Heartbeat',
            fields=[
                ('name', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('seen_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'sign of life',
                'verbose_name_plural': 'signs of life',
            },
        ),
    ]
