from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_owner_for_good'),
    ]

    operations = [
        migrations.AddField(
            model_name='account',
            name='language',
            field=models.CharField(default='nb', db_default='nb', max_length=2),
        ),
    ]
