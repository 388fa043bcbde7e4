"""What is printed, read for a viewer: each answers with a document whose strings are finished."""

from .blanks import BLANKS, blank
from .casefile import CaseFile, case_file
from .opencases import open_cases
from .planedition import plan_edition

__all__ = ["BLANKS", "CaseFile", "blank", "case_file", "open_cases", "plan_edition"]
