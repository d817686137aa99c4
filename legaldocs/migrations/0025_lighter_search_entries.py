"""An index of the search entries that no question needs: a provision named by number is found through its wording."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("legaldocs", "0024_emphasis_of_provisions")]
    operations = [migrations.RemoveIndex(model_name="searchentry", name="search_entry_provision")]
