from django.db import migrations

from careers.search import index


def create(apps, schema_editor):
    if schema_editor.connection.vendor == 'postgresql':
        index.create(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('careers', '0008_search'),
    ]

    operations = [
        # In PostgreSQL texts are kept in parts. The tables are filled when all migrations are through.
        migrations.RunPython(create, migrations.RunPython.noop),
    ]
