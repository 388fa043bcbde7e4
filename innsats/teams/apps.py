from django.apps import AppConfig


class TeamsConfig(AppConfig):
    name = "innsats.teams"

    def ready(self) -> None:
        from innsats.people.reach import answered_by  # models load after the apps

        from .queries.seen import seated_beyond

        answered_by(seated_beyond)
