from django.db import migrations

from careers.search import index


def create(apps, schema_editor):
    index.create(schema_editor.connection)


def drop(apps, schema_editor):
    index.drop(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('careers', '0007_groups_see_imports'),
    ]

    operations = [
        # Tables of full text, which are no models. They are filled when all migrations are through.
        migrations.RunPython(create, drop),
    ]
