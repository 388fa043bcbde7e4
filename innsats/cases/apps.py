from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "innsats.cases"

    def ready(self) -> None:
        from innsats.journal.action import before_commit  # noqa: PLC0415  (models load after the apps)
        from innsats.people.cautioned import answered_by  # noqa: PLC0415
        from innsats.people.lockorder import locked_before_pupils  # noqa: PLC0415
        from innsats.people.openwork import counted_by  # noqa: PLC0415

        from .dues import lock_about, rewrite  # noqa: PLC0415
        from .queries.entitled import cautioned  # noqa: PLC0415
        from .queries.leaving import open_work_count  # noqa: PLC0415

        answered_by(cautioned)
        before_commit(rewrite)
        locked_before_pupils(lock_about)
        counted_by(open_work_count)
