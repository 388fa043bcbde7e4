from django.apps import AppConfig
from django.db.backends.signals import connection_created


class WebConfig(AppConfig):
    name = "innsats.web"

    def ready(self) -> None:
        from innsats.database import walls

        connection_created.connect(walls.tell_new_connection, dispatch_uid="walls")
