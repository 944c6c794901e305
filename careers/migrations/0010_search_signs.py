from django.db import migrations

from careers.search import index


def create(apps, schema_editor):
    index.create(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('careers', '0009_search_text'),
    ]

    operations = [
        # Words may end in signs, as in C++. The tables are filled when all migrations are through.
        migrations.RunPython(create, migrations.RunPython.noop),
    ]
