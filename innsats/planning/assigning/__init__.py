"""Who of a team should take an assistance: proposed with every reason, or the ways out when nobody can.

`facts` is what is known, `bars` what nobody gets past, `wishes` what is wished in which order; `search` finds the best
team there is and `reasons` says why; `judge` says of any team, whoever made it, what is wrong with it. `outlook` says
for how long a request could be met.
"""

from .bars import Bar
from .facts import MOST_COUNT, Candidate, Need
from .judge import Fault, faults
from .outlook import Answer, Day, Outlook, outlook
from .proposing import NobodyToPropose, Proposal, propose
from .reasons import Against, For, Point, Weighed
from .ways import Short, Way, WayOut, ways_out
from .wishes import Wish

__all__ = [
    "MOST_COUNT", "Against", "Answer", "Bar", "Candidate", "Day", "Fault", "For", "Need", "NobodyToPropose", "Outlook",
    "Point", "Proposal", "Short", "Way", "WayOut", "Weighed", "Wish", "faults", "outlook", "propose", "ways_out",
]  # fmt: skip
