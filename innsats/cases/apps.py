from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "innsats.cases"

    def ready(self) -> None:
        from innsats.journal.action import before_commit  # models load after the apps
        from innsats.people.cautioned import answered_by
        from innsats.people.lockorder import locked_before_pupils
        from innsats.people.openwork import counted_by

        from .dues import lock_about, rewrite
        from .queries.entitled import cautioned
        from .queries.leaving import open_work_count

        answered_by(cautioned)
        before_commit(rewrite)
        locked_before_pupils(lock_about)
        counted_by(open_work_count)
