from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "innsats.cases"

    def ready(self) -> None:
        from innsats.journal.action import before_commit  # noqa: PLC0415  (models load after the apps)

        from .dues import rewrite  # noqa: PLC0415

        before_commit(rewrite)
