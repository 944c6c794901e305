from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sources', '0003_conflicts'),
    ]

    operations = [
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('model', models.CharField(max_length=60)),
                ('draft', models.BigIntegerField()),
                ('fact', models.BigIntegerField()),
            ],
            options={
                'ordering': ['model', 'draft'],
                'constraints': [models.UniqueConstraint(fields=('model', 'draft'), name='sources_proposal_once')],
            },
        ),
    ]
