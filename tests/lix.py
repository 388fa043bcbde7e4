"""How hard a page is to read: words for each sentence, and the share of long words. Under 30 is easy."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

BLOCKS = {
    "p", "h1", "h2", "h3", "li", "legend", "label", "dt", "dd", "button", "summary", "th", "td", "div", "span", "title",
    "figcaption", "textarea",
}
UNREAD = {"script", "style", "svg"}
LONGEST_SHORT = 6  # letters


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.unread = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.unread += tag in UNREAD
        self.parts.append("\n" if tag in BLOCKS else "")

    def handle_endtag(self, tag: str) -> None:
        self.unread -= tag in UNREAD
        self.parts.append("\n" if tag in BLOCKS else "")

    def handle_data(self, data: str) -> None:
        if not self.unread:
            self.parts.append(data)


def lix(response: Any) -> float:
    """LIX of everything a page says. A heading, a label or an answer is a sentence of its own."""
    reader = _Text()
    reader.feed(response.content.decode())
    return lix_of("".join(reader.parts))


def lix_of(text: str) -> float:
    """Words for each sentence, and the per cent of words with more than six letters."""
    sentences = [found for one in re.split(r"[.!?:\n]+", text) if (found := re.findall(r"[^\W\d_]+", one))]
    words = [word for sentence in sentences for word in sentence]
    return len(words) / len(sentences) + 100 * sum(len(word) > LONGEST_SHORT for word in words) / len(words)
