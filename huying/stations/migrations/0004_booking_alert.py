from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stations", "0003_booking_confirmation")]

    operations = [
        migrations.AddField(
            model_name="booking",
            name="alerted_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]
