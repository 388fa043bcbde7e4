from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0006_a_question_without_names'),
    ]

    operations = [
        migrations.AddField(
            model_name='mail',
            name='about',
            field=models.CharField(blank=True, db_default='', default='', max_length=40),
        ),
    ]
