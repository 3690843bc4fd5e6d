from django.db import migrations, models

from toctoc.ledger import _triggers


def put_up(apps, schema_editor):
    _triggers.put_up(schema_editor.connection)


def take_down(apps, schema_editor):
    _triggers.take_down(schema_editor.connection)


class Migration(migrations.Migration):
    """Anchors, and the triggers that make both tables append-only."""

    dependencies = [
        ("ledger", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Anchor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.BigIntegerField(unique=True)),
                ("first", models.BigIntegerField()),
                ("sequence", models.BigIntegerField(unique=True)),
                ("at", models.DateTimeField()),
                ("statement", models.TextField()),
                ("signature", models.CharField(max_length=128)),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.RunPython(put_up, take_down),
    ]
