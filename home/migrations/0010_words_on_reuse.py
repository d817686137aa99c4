"""Words on re-use in both languages."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("home", "0009_heartbeat")]

    operations = [
        migrations.AddField(
            model_name='ministrysettings',
            name='copyright_en',
            field=models.CharField(blank=True, max_length=300, verbose_name='words on re-use, in English'),
        ),
        migrations.AlterField(
            model_name='ministrysettings',
            name='copyright',
            field=models.CharField(blank=True, help_text='Shown at the foot of every page; left empty, readers are asked to name the source.', max_length=300, verbose_name='words on re-use'),
        ),
    ]
