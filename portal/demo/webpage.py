"""A document as a page of the municipality's web site, with all that stands around the text there."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from portal.demo.paper import Block, Paper, Rows

_NEW = """<!DOCTYPE html>
<html lang="da">
<head>
<meta charset="utf-8">
<title>{title} | Ådal Kommune</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="Ådal Kommunes hjemmeside">
<script>window.maaling = {{side: "{date}", samtykke: false}};</script>
<style>.cookie {{position: fixed; bottom: 0}} nav ul {{list-style: none}}</style>
</head>
<body class="side">
<div class="cookie" id="cookie-banner" role="dialog" aria-label="Samtykke til cookies">
<p>Vi bruger cookies til at tælle besøg og huske dine valg. Du kan altid ændre dit samtykke.</p>
<button>Accepter alle</button> <button>Kun nødvendige</button> <a href="/cookies">Læs mere om cookies</a>
</div>
<a class="skip" href="#indhold">Gå til hovedindholdet</a>
<header>
<a href="/"><img src="/logo.svg" alt="Ådal Kommune"></a>
<nav aria-label="Hovedmenu"><ul>
<li><a href="/borger">Borger</a></li><li><a href="/erhverv">Erhverv</a></li><li><a href="/oplev">Oplev Ådal</a></li>
<li><a href="/politik">Politik og indflydelse</a></li><li><a href="/ledige-job">Ledige job</a></li>
<li><a href="/selvbetjening">Selvbetjening</a></li>
</ul></nav>
<form action="/soeg"><label>Søg på siden <input name="q"></label><button>Søg</button></form>
</header>
<nav class="sti" aria-label="Du er her"><a href="/">Forside</a> / <a href="/politik">Politik</a> / {title}</nav>
<main id="indhold">
<article>
{body}
</article>
<aside><h2>Se også</h2><ul><li><a href="/dagsordener">Dagsordener og referater</a></li>
<li><a href="/hoeringer">Aktuelle høringer</a></li></ul></aside>
</main>
<footer>
<p>Ådal Kommune, Rådhustorvet 1, Ådal. Telefon: se kontaktsiden. post@aadal.example</p>
<p><a href="/tilgaengelighed">Tilgængelighedserklæring</a> <a href="/privatliv">Privatlivspolitik</a></p>
<p>Sidst opdateret {date}</p>
</footer>
</body>
</html>
"""

_OLD = """<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<html><head>
<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">
<title>&Aring;dal Kommune - {title}</title>
</head>
<body bgcolor="#FFFFFF">
<table width="780" border="0" cellpadding="4"><tr>
<td width="160" valign="top" bgcolor="#DDE8F0">
<b>Menu</b><br><a href="forside.htm">Forside</a><br><a href="raadhus.htm">R&aring;dhuset</a><br>
<a href="boern.htm">B&oslash;rn og skole</a><br><a href="aeldre.htm">&AElig;ldre</a><br>
<a href="teknik.htm">Teknik og milj&oslash;</a><br><a href="nyheder.htm">Nyheder</a>
</td>
<td valign="top">
<!-- indhold start -->
{body}
<!-- indhold slut -->
</td></tr>
<tr><td colspan="2" align="center"><font size="1">Copyright &Aring;dal Kommune. Siden er bedst i 800 x 600.
Du er bes&oslash;gende nummer 41.207. Webmaster: web@aadal.example</font></td></tr>
</table>
</body></html>
"""


def page(paper: Paper, *, old: bool) -> bytes:
    """Write a document as HTML: today's site in UTF-8, or the `old` one in windows-1252 that says iso-8859-1."""
    body = "\n".join(part for block in paper.blocks for part in _block(block))
    made = (_OLD if old else _NEW).format(title=escape(paper.heading), body=body, date=paper.date.isoformat())
    if old:
        return made.replace("æ", "&aelig;").replace("\n", "\r\n").encode("cp1252")
    return made.encode("utf-8")


def _block(block: Block) -> Iterator[str]:
    if block.kind == "heading":
        yield f"<h{block.level}>{escape(block.text)}</h{block.level}>"
    elif block.kind == "para":
        yield f"<p>{escape(block.text)}</p>"
    elif block.kind == "bullets":
        yield "<ul>" + "".join(f"<li>{escape(row[0])}</li>" for row in block.rows) + "</ul>"
    elif block.kind == "table" or block.style == "table":
        yield _table(block.rows, head=block.kind == "table")
    elif block.kind == "contents":
        links = "".join(f'<li><a href="#punkt">{escape(row[0])}</a></li>' for row in block.rows)
        yield f"<h3>{escape(block.text)}</h3><ol class='indhold'>{links}</ol>"
    elif block.kind == "facts":
        rows = "".join(f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in block.rows)
        yield f"<dl>{rows}</dl>"
    elif block.kind == "lines":
        yield "<p>" + "<br>\n".join(escape(row[0]) for row in block.rows) + "</p>"


def _table(rows: Rows, *, head: bool) -> str:
    lines = []
    for at, row in enumerate(rows):
        tag = "th" if head and at == 0 else "td"
        lines.append("<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in row) + "</tr>")
    return "<table>" + "".join(lines) + "</table>"
