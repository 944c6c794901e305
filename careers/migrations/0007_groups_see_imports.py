from django.db import migrations

from careers.groups import make_groups


def groups(apps, schema_editor):
    make_groups(apps)


class Migration(migrations.Migration):

    dependencies = [
        ('careers', '0006_groups_see_related'),
        ('sources', '0005_imports'),
    ]

    operations = [
        migrations.RunPython(groups, migrations.RunPython.noop),
    ]
