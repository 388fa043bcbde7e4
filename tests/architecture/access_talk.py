"""The pages of the talk on a report: what is written both ways, who holds the code, and codes that people give."""

from __future__ import annotations

from tests.architecture.access_page import TODAY, Page, of_report

TALK_PAGES: dict[str, Page] = {
    "answer_reporter": of_report("answer_reporter", lambda world: {"text": "Takk"}),
    "write_to_school": of_report("write_to_school", lambda world: {"text": "Mer"}),
    "confirm_holder": of_report(
        "confirm_holder", lambda world: {"who": f"{world.pupils[1].pk}:", "how": "met", "confirmed_on": TODAY}
    ),
    "end_confirmation": Page(
        name="end_confirmation",
        of=lambda world: {"number": world.report.number, "confirmation": world.confirmation.pk},
        typed=lambda world: {"reason": "Feil"},
    ),
    "give_receipt": of_report("give_receipt", lambda world: {}),
    "renew_receipt": of_report("renew_receipt", lambda world: {}),
    "receipt_code": of_report("receipt_code"),
}
