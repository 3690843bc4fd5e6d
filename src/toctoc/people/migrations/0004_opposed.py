from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_justice"),
    ]

    operations = [
        migrations.CreateModel(
            name="Opposed",
            fields=[
                ("subject", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name_plural": "opposed",
            },
        ),
    ]
