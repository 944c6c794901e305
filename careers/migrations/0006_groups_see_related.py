from django.db import migrations

from careers.groups import make_groups


def groups(apps, schema_editor):
    make_groups(apps)


class Migration(migrations.Migration):

    dependencies = [
        ('careers', '0005_groups_see_proposals'),
        ('roles', '0007_related'),
    ]

    operations = [
        migrations.RunPython(groups, migrations.RunPython.noop),
    ]
