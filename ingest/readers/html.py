"""Web pages as people read them: cookie banners, menus, footers and scripts out; headings, tables and lists kept.

Nothing is fetched and nothing is run. trafilatura lost the h1, so the frame is taken off by what it is called.
"""

from __future__ import annotations

import re
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.errors import TooLarge
from ingest.readers.charset import decode
from ingest.readers.limits import Limits
from ingest.readers.lines import clean, row_text
from ingest.readers.text import written_pages
from ingest.values import Source

_LARGEST = 60 << 20  # bytes; the parser takes some ten times as much memory
_DEEPEST = 200  # elements in each other; nobody writes that, and each costs three calls
_DROPPED = frozenset(
    (
        "script", "style", "noscript", "template", "svg", "math", "head", "nav", "footer", "iframe", "object", "embed",
        "button", "select", "input", "textarea", "canvas", "video", "audio", "map", "dialog",
    )
)  # fmt: skip
_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "form", "header", "hr", "html", "legend", "li", "main", "ol", "p", "pre", "section",
        "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
    )
)  # fmt: skip
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_DECORATION = 100  # letters
_MAY_BE_MENUS = frozenset(("aside", "div", "form", "section", "td", "ul"))
_MENU = 0.75  # of the letters are links
_COPYRIGHT = re.compile(r"\n+(?:©|copyright\b)[^\n]{0,300}\Z", re.IGNORECASE)
_CELLS = frozenset(("td", "th"))
# What frames are called in the systems met so far; a whole word of an id or a class.
_FRAME = re.compile(
    r"cookie|consent|onetrust|usercentrics|samtykke|"
    r"(?:^|[\s_-])(?:coi|gdpr|nav|navbar|navigation|menu|sidemenu|breadcrumbs?|skip(?:link|-link)?|tilbage|"
    r"footer|sitefooter|share|social|pager|pagination|print|toolbar|badge|pdf-label|visually-hidden|sr-only)(?:$|[\s_-])",
    re.IGNORECASE,
)
_FRAME_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "menu", "menubar"))
_FOOT = "footer, [role=contentinfo], .footer, #footer, .sitefooter, #sitefooter, .site-footer, #site-footer"
_FOOT_MOST = 1000  # letters
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,30})", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,3}\.?")
_BLANKS = re.compile(r"\n{3,}")
_SPACES = re.compile(r"[ \t\r\n\f\xa0]+")


def read_html(path: Path, limits: Limits) -> Source:
    """Read a web page: one page of text.

    Raises:
        TooLarge: More markup than is sensible to take apart.
    """
    data = path.read_bytes()
    if len(data) > _LARGEST:
        raise TooLarge(f"Websiden fylder {len(data) // 1_000_000} MB.")
    declared = _META_CHARSET.search(data[:4096])
    tree = LexborHTMLParser(decode(data, declared[1].decode() if declared else None))
    writer = _written(tree)
    title = tree.css_first("title")
    return Source(
        "text/html",
        written_pages([writer.text()]),
        title=_one_line(title.text()) or None if title is not None else None,
        headings=tuple(writer.headings),
        frame=_foot(tree),
    )


def _foot(tree: LexborHTMLParser) -> str | None:
    """Give what stands at the foot of the page and is no part of it: mostly whose the site is."""
    texts = (_one_line(node.text(separator=" "))[:_FOOT_MOST] for node in tree.css(_FOOT)[:4])
    return " ".join(text for text in texts if text)[:_FOOT_MOST] or None


def html_text(markup: str) -> str:
    """Give the words of a piece of HTML, for instance a mail's."""
    return _written(LexborHTMLParser(markup[:_LARGEST])).text()


def _written(tree: LexborHTMLParser) -> _Writer:
    """Write the page without its frame; when that leaves nothing, the frame's names misled us and it is kept."""
    writer = _Writer(framed=False, before_h1=tree.css_first("h1") is not None)
    if tree.body is not None:
        writer.walk(tree.body)
        if not writer.text():
            writer = _Writer(framed=True)
            writer.walk(tree.body)
    return writer


class _Writer:
    """Gathers the lines of a page while its elements are walked through."""

    def __init__(self, *, framed: bool, before_h1: bool = False) -> None:
        self._framed = framed
        self._before_h1 = before_h1
        self._pieces: list[str] = []
        self._number = ""  # a row began with it: it belongs to the heading that follows
        self.headings: list[str] = []

    def text(self) -> str:
        """Give what was gathered as clean lines."""
        lines = [_SPACES.sub(" ", line).strip(" |") for line in "".join(self._pieces).split("\n")]
        return _COPYRIGHT.sub("", clean(_BLANKS.sub("\n\n", "\n".join(lines)).strip("\n")))

    def walk(self, node: LexborNode, depth: int = 0) -> None:
        """Write a node's words; what is not for readers is passed over."""
        tag = node.tag or ""
        if tag == "-text":
            self._pieces.append(_SPACES.sub(" ", node.text(deep=False) or ""))
            return
        if tag.startswith(("-", "!", "_")) or self._is_frame(node, tag):
            return
        if depth > _DEEPEST:
            self._pieces.append(_SPACES.sub(" ", node.text()))
            return
        if tag == "br":
            self._pieces.append("\n")
        elif tag == "tr":
            self._row(node, depth)
        elif tag in _HEADINGS:
            self._before_h1 = self._before_h1 and tag != "h1"
            self._heading(node, depth)
        else:
            self._element(node, tag, depth)

    def _is_frame(self, node: LexborNode, tag: str) -> bool:
        attributes = node.attributes
        if tag == "button" and (_in_heading(node) or node.css_first("h1, h2, h3, h4") is not None):
            return False  # an item is folded out from a button around its heading, or inside it
        if tag in _DROPPED and not (self._framed and tag in ("nav", "footer")):
            return True
        if "hidden" in attributes and attributes["hidden"] != "until-found":
            return True
        if attributes.get("aria-hidden") == "true" and len(node.text()) < _DECORATION:
            return True  # a sign; what is longer is an item that was folded in when the page was saved
        if self._framed or tag in ("body", "main", "article", "h1"):
            return False
        if attributes.get("role") in _FRAME_ROLES:
            return True
        if tag in _MAY_BE_MENUS and self._is_menu(node, tag):
            return True
        names = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
        return bool(_FRAME.search(names)) and node.css_first("h1, main, article") is None

    def _is_menu(self, node: LexborNode, tag: str) -> bool:
        """See a menu without a name: nearly all links, before the page's h1 or in an aside; or a small search form.

        Behind the h1 a list of links is the page's own, such as the annexes of an item.
        """
        if tag == "form":
            return len(node.text()) < _DECORATION and node.css_first("input") is not None
        if tag != "aside" and not self._before_h1:
            return False
        links = node.css("a")
        if len(links) < (2 if tag == "aside" else 3) or node.css_first("h1") is not None:
            return False
        letters = sum(len(link.text(strip=True)) for link in links)
        return letters > _MENU * len("".join(node.text().split(" "))) - _DECORATION // 4

    def _children(self, node: LexborNode, depth: int) -> None:
        child = node.child
        while child is not None:
            self.walk(child, depth + 1)
            child = child.next

    def _element(self, node: LexborNode, tag: str, depth: int) -> None:
        block = tag in _BLOCKS
        if block:
            self._pieces.append("\n")
        if tag == "li":
            self._pieces.append("• ")
        self._children(node, depth)
        if block:
            self._pieces.append("\n\n" if tag in ("p", "blockquote", "ul", "ol", "table") else "\n")

    def _row(self, node: LexborNode, depth: int) -> None:
        """Write a table's row as one line, unless its cells hold whole pages (tables that lay out)."""
        cells = [child for child in node.iter() if child.tag in _CELLS]
        if any(cell.css_first("p, div, table, ul, h1, h2, h3, h4") is not None for cell in cells):
            first = _one_line(cells[0].text()) if cells else ""
            if _NUMBER.fullmatch(first) and len(cells) > 1 and cells[1].css_first("h1, h2, h3, h4") is not None:
                self._number = f"{first.rstrip('.')}. "
                cells = cells[1:]
            for cell in cells:
                if not self._is_frame(cell, "td"):
                    self._element(cell, "tr", depth)
            return
        inner = []
        for cell in cells:
            writer = _Writer(framed=self._framed)
            writer._children(cell, depth + 1)
            inner.append(_one_line(writer.text()))
            self.headings += writer.headings
        self._pieces.append(f"\n{row_text([text for text in inner if text])}\n")

    def _heading(self, node: LexborNode, depth: int) -> None:
        writer = _Writer(framed=self._framed)
        writer._children(node, depth + 1)
        line = _one_line(writer.text())
        if line:
            line, self._number = self._number + line, ""
            self.headings.append(line)
            self._pieces.append(f"\n\n{line}\n\n")


def _in_heading(node: LexborNode) -> bool:
    parent = node.parent
    return parent is not None and (parent.tag in _HEADINGS or parent.tag == "summary")


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())
