from django.db import migrations

from careers.groups import make_groups


def groups(apps, schema_editor):
    make_groups(apps)


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('careers', '0003_publishing'),
        ('certifications', '0002_publishing'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('roles', '0004_half_filled'),
        ('sources', '0003_conflicts'),
    ]

    operations = [
        migrations.RunPython(groups, migrations.RunPython.noop),
    ]
