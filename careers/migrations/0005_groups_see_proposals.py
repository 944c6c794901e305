from django.db import migrations

from careers.groups import make_groups


def groups(apps, schema_editor):
    make_groups(apps)


class Migration(migrations.Migration):

    dependencies = [
        ('careers', '0004_groups'),
        ('sources', '0004_proposals'),
    ]

    operations = [
        migrations.RunPython(groups, migrations.RunPython.noop),
    ]
