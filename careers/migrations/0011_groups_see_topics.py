from django.db import migrations

from careers.groups import make_groups


def groups(apps, schema_editor):
    make_groups(apps)


class Migration(migrations.Migration):

    dependencies = [
        ('careers', '0010_search_signs'),
        ('roles', '0013_onet_topics'),
    ]

    operations = [
        migrations.RunPython(groups, migrations.RunPython.noop),
    ]
