"""What the working day shows: what needs somebody now, the cases one may see, and finding one."""

from .cases import cases_of, search
from .today import today_of
from .todo import todo_of

__all__ = ["cases_of", "search", "today_of", "todo_of"]
