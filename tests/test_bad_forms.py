"""Every form of every page with what nobody would type, one field after the other; and every page asked so.

Nothing ends in a 500, whoever asks. What is sent is found in the pages themselves, so a new form is tried too.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser, LexborNode

from portal.model import Role
from tests.fixtures_web import Archive, Visitor
from tests.response_steps import guest

HOSTILE = (
    "\x00", "²", "9" * 30, "-1", "31-12-9999", "29-02-2025", "01-01-0001", "'\"><svg onload=1>🙂{link}", "å" * 3000,
    "a\r\nSet-Cookie: b=c", "../../etc/passwd\x00.pdf", "=1+1", "a@" + "b" * 300 + ".dk", "http://[::1", "[]", "1:",
)  # fmt: skip
LONE_SURROGATE = b"\xed\xa0\x80"
#: Who asks, and the invitation that is theirs.
WHO = {"admin": "open-west", "responder": "open-west", "guest": "open-union"}


@dataclass(frozen=True)
class Form:
    """A form of a page: `fields` with what stands in them, `files` by name."""

    method: str
    action: str
    fields: dict[str, str]
    files: frozenset[str]


def client_of(archive: Archive, who: str) -> FlaskClient:
    visitor = guest(archive, WHO[who]) if who == "guest" else Visitor(archive.app).enter(Role(who))
    return visitor.client


def pages(archive: Archive, who: str) -> Iterator[str]:
    """Give the address of every page, with rows that are there."""
    there = {name: 1 for rule in archive.app.url_map.iter_rules() for name in rule.arguments}
    there |= {
        "document_id": archive.ids["scan"],
        "hearing_id": archive.ids["hearing-open"],
        "invitation_id": archive.ids[WHO[who]],
        "response_id": archive.ids["response-open-school"],
        "party_id": archive.ids["party-west"],
        "user_id": 2,
    }
    for rule in archive.app.url_map.iter_rules():
        told = "." not in rule.rule and "billede" not in rule.rule and "original" not in rule.rule
        if "GET" in (rule.methods or set()) and rule.endpoint != "static" and told:
            yield re.sub(r"<(?:\w+:)?(\w+)>", lambda part: str(there[part[1]]), rule.rule)
    yield f"/hoeringer/{archive.ids['hearing-draft']}/udgiv"
    yield f"/hoeringer/{archive.ids['hearing-draft']}/spoergsmaal?ret=1"


def forms_in(page: str, where: str) -> Iterator[Form]:
    for form in LexborHTMLParser(page).css("form"):
        fields: dict[str, str] = {}
        files = set()
        for field in form.css("input[name], textarea[name], select[name], button[name]"):
            name = field.attributes.get("name") or ""
            if field.attributes.get("type") == "file":
                files.add(name)
            else:
                fields.setdefault(name, value_of(field))
        action = urljoin(where, form.attributes.get("action") or where)
        yield Form((form.attributes.get("method") or "get").upper(), action, fields, frozenset(files))


def value_of(field: LexborNode) -> str:
    if field.tag == "textarea":
        return field.text()
    chosen = field.css_first("option[selected]") or field.css_first("option") if field.tag == "select" else field
    return (chosen.attributes.get("value") or "") if chosen else ""


def sent(client: FlaskClient, form: Form, fields: dict[str, str | bytes], name: str) -> int:
    """Send a form, with a file of that name in each of its fields for files; give the status."""
    if form.method == "GET":
        return client.get(f"{form.action.partition('?')[0]}?{urlencode(fields)}", buffered=True).status_code
    if not form.files:
        kind = "application/x-www-form-urlencoded"
        return client.post(form.action, data=urlencode(fields), content_type=kind, buffered=True).status_code
    shown = re.sub(r"[\r\n]", "", name) or "fil"
    given = {
        key: value.decode(errors="replace") if isinstance(value, bytes) else value for key, value in fields.items()
    }
    files = {key: (io.BytesIO(b"PK\x03\x04 " + name.encode()), shown) for key in form.files}
    return client.post(
        form.action, data={**given, **files}, content_type="multipart/form-data", buffered=True
    ).status_code


def tried(client: FlaskClient, form: Form) -> Iterator[tuple[str, str, int]]:
    """Try one field after the other, and then all at once."""
    values = cycle(HOSTILE)
    for field in form.fields:
        value = next(values)
        yield field, value, sent(client, form, {**form.fields, field: value}, value)
    yield "a surrogate", "", sent(client, form, dict.fromkeys(form.fields, LONE_SURROGATE), "fil.pdf")
    yield "every one", "", sent(client, form, dict.fromkeys(form.fields, "9" * 30), "\x00")


@pytest.fixture
def open_forms(changeable: Archive) -> Archive:
    changeable.app.config["WTF_CSRF_ENABLED"] = False
    return changeable


@pytest.mark.parametrize("who", WHO)
def test_no_form_ends_in_a_500(open_forms: Archive, who: str) -> None:
    client, known = client_of(open_forms, who), set()
    wrong = []
    for where in list(pages(open_forms, who)):
        page = client.get(where, buffered=True)
        for form in forms_in(page.get_data(as_text=True), where) if page.mimetype == "text/html" else ():
            key = (form.method, re.sub(r"\d+", "#", form.action), *form.fields, *form.files)
            if key in known or "logout" in form.action:
                continue
            known.add(key)
            wrong += [(form.action, *one) for one in tried(client, form) if one[2] >= 500]
    assert len(known) > 4
    assert wrong == []


@pytest.mark.parametrize("value", ["9" * 30, "31-12-9999", "\x00--5²"])
def test_no_question_ends_in_a_500(archive: Archive, value: str) -> None:
    admin = client_of(archive, "admin")
    every = list(pages(archive, "admin"))
    texts = [admin.get(where, buffered=True).get_data(as_text=True) for where in every]
    links = re.findall(r'(?:href|action)="([^"]+\?[^"]+)"', "".join(texts))
    names = {name for link in links for name, _ in parse_qsl(urlsplit(link).query.replace("&amp;", "&"))}
    names |= set(re.findall(r'<(?:input|select)[^>]* name="(\w+)"', "".join(texts)))
    names |= {"m", "kilde", "punkt", "del", "fortryd", "bruger", "fil", "part", "ret", "next"}
    asked = urlencode(dict.fromkeys(sorted(names), value))
    codes = {where: admin.get(f"{where.partition('?')[0]}?{asked}", buffered=True).status_code for where in every}
    assert {where: code for where, code in codes.items() if code >= 500} == {}
