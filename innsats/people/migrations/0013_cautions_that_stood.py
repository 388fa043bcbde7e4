from django.db import migrations

import innsats.vault.fields


class Migration(migrations.Migration):
    dependencies = [("people", "0012_proposals_keep_owner")]
    operations = [
        migrations.AddField(
            model_name="pupil", name="sealed_caution",
            field=innsats.vault.fields.SealedField(default=b"", db_default=b""),  # the version before writes rows without
        )
    ]
