"""Send: stored durably first, and only then confirmed."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from kiosk import receipt
from kiosk.answers import KINDS
from kiosk.apart import only_the_day
from kiosk.attachments import Attachment, EnclosedFile, check_sizes
from kiosk.conditions import holds
from kiosk.evidence import needed
from kiosk.for_whom import person_of
from kiosk.language import Language
from kiosk.protocols import Clock, Store
from kiosk.receipt_words import Place, receipt_for, receipt_for_all
from kiosk.referrals import agreed
from kiosk.safe_contact import safe_to_contact
from kiosk.submission import (
    AnsweredQuestion,
    Earlier,
    EndedDraft,
    Header,
    Payload,
    Prepared,
    encode_payload,
    fields_of,
)
from kiosk.together import cut
from kiosk.visit import Visit


@dataclass(frozen=True)
class Sent:
    """A submission that is durable on this kiosk. `sent_at` is UTC."""

    id: str
    tracking_code: str
    sent_at: datetime
    clock_trusted: bool


@dataclass(frozen=True)
class Sender:
    """What Send needs: the store, the clock, the kiosk's name at the hub, and where it stands."""

    store: Store
    clock: Clock
    kiosk: str
    place: Place

    def submit(
        self,
        visit: Visit,
        language: Language,
        attachments: Sequence[Attachment] = (),
        ends: EndedDraft | None = None,
        *,
        paper: bool = True,
        promising: Callable[[str], None] = lambda _code: None,
    ) -> Sent:
        """Store a complete visit with the files that go with it; durable when this returns.

        What was saved of it (`ends`) has ended by then, and stays as it was where this raises. Without `paper` the
        receipt waits for nobody. `promising` hears the code before anything is stored under it; where it raises,
        nothing is stored.
        Raises NotStoredError, AttachmentError where the journey does not take these files, and ValueError for a visit
        that is not complete.
        """
        if not visit.complete:
            raise ValueError("the visit is not complete: there is nothing to send yet")
        check_sizes([attachment.enclosed.size for attachment in attachments], visit.journey.attachments)
        sent = Sent(str(uuid.uuid4()), self.store.new_code(), self.clock.now(), self.clock.trusted())
        promising(sent.tracking_code)
        self.store.put(self._prepared(visit, language, sent, attachments, ends, paper=paper))
        return sent

    def submit_all(
        self,
        visit: Visit,
        language: Language,
        ends: EndedDraft | None = None,
        *,
        paper: bool = True,
        promising: Callable[[str], None] = lambda _code: None,
    ) -> list[Sent]:
        """Store a complete visit as `submit` does: of a life event all its parts at once, or none of them.

        They have one receipt, which waits for the printer once.
        """
        if not visit.journey.life_event:
            return [self.submit(visit, language, ends=ends, paper=paper, promising=promising)]
        if not visit.complete:
            raise ValueError("the visit is not complete: there is nothing to send yet")
        parts, now, trusted = cut(visit), self.clock.now(), self.clock.trusted()
        sent = [Sent(str(uuid.uuid4()), self.store.new_code(), now, trusted) for _ in parts]
        codes = [each.tracking_code for each in sent]
        for code in codes:
            promising(code)
        prepared = [self._part(visit, part, each, codes, language) for part, each in zip(parts, sent, strict=True)]
        lines = receipt.encode(self._receipt_for_all(visit, parts, codes, language, now))
        self.store.put_together(
            [
                msgspec.structs.replace(each, receipt=lines, ends=ends if first else None, paper=paper and first)
                for each, first in zip(prepared, [True, *[False] * len(prepared)], strict=False)
            ]
        )
        return sent

    def _part(self, event: Visit, part: Visit, sent: Sent, codes: Sequence[str], language: Language) -> Prepared:
        """Return one part of a life event, without the receipt that it shares with the others."""
        header = self._header(part, language, sent)
        others = [code for code in codes if code != sent.tracking_code]
        return Prepared(header, encode_payload(part_of_event(payload_of(part, header), event, others)), b"")

    def _receipt_for_all(
        self, event: Visit, parts: Sequence[Visit], codes: Sequence[str], language: Language, sent_at: datetime
    ) -> receipt.Receipt:
        if len(parts) == 1:
            return receipt_for(parts[0], language, self.place, codes[0], sent_at)
        return receipt_for_all(event, list(zip(parts, codes, strict=True)), language, self.place, sent_at)

    def _prepared(
        self,
        visit: Visit,
        language: Language,
        sent: Sent,
        attachments: Sequence[Attachment],
        ends: EndedDraft | None,
        *,
        paper: bool,
    ) -> Prepared:
        header = self._header(visit, language, sent, attachments)
        payload = payload_of(visit, header, [attachment.enclosed for attachment in attachments])
        if header.apart:
            return Prepared(header, encode_payload(payload), b"", ends=ends, paper=False)
        lines = receipt_for(visit, language, self.place, sent.tracking_code, sent.sent_at)
        return Prepared(header, encode_payload(payload), receipt.encode(lines), tuple(attachments), ends, paper)

    def _header(self, visit: Visit, language: Language, sent: Sent, attachments: Sequence[Attachment] = ()) -> Header:
        header = Header(
            id=sent.id,
            tracking_code=sent.tracking_code,
            kiosk=self.kiosk,
            journey=visit.journey.id,
            journey_version=visit.journey.version,
            channel=visit.channel,
            language=language.code,
            sent_at=sent.sent_at,
            clock_trusted=sent.clock_trusted,
            attachments=[attachment.sealed for attachment in attachments],
        )
        return only_the_day(header) if visit.journey.apart else header


def payload_of(visit: Visit, header: Header, attachments: Sequence[EnclosedFile] = ()) -> Payload:
    """Return what is sealed. Asked and shown are in English, for the case worker; typed answers stay as typed."""
    journey, council, facts = visit.journey, visit.pack.council, visit.facts
    where = visit.answers.get(journey.ward_from)
    responsible = next((item.body for item in journey.responsible if holds(item.when, facts)), "")
    return Payload(
        header=header,
        title=journey.title,
        answers=_answered(visit, header.language),
        contact_type=journey.contact_type,
        service=journey.service,
        interaction=journey.interaction or 0,
        for_whom=person_of(journey.for_whom, facts),
        ward=str(facts.get(f"{journey.ward_from}.ward", "")),
        uprn=fields_of(where).get("uprn", ""),
        responsible=responsible,
        routing=next((route.to for route in journey.route if holds(route.when, facts)), journey.routing),
        urgent=bool(journey.urgent) and holds(journey.urgent, facts),
        sensitive=journey.sensitive,
        safe_to_contact=safe_to_contact(facts),
        working_days=journey.standard.working_days if journey.standard else None,
        working_day_calendar=council.calendar,
        council_closed=council.closed_days,
        retention_days=journey.retention_days,
        offers=[offer.id for offer in journey.offers if holds(offer.when, facts)],
        evidence=[item.id for item in needed(visit)],
        referrals=list(agreed(journey.referral, visit.valid_answers())),
        earlier=_earlier(visit),
        identity_wanted=journey.identity,
        titles=visit.pack.in_every_language(journey.title),
        attachments=list(attachments),
    )


def part_of_event(payload: Payload, event: Visit, others: Sequence[str]) -> Payload:
    """Return what is sealed of a part of a life event: what it belongs to, and the codes of the other parts.

    A sensitive event asks once whether it is safe to contact people; every part says it.
    """
    safe = safe_to_contact(event.facts) or payload.safe_to_contact
    return msgspec.structs.replace(payload, event=event.journey.id, together=list(others), safe_to_contact=safe)


def _earlier(visit: Visit) -> Earlier | None:
    """Return which submission this is about, from the answers."""
    act, given = visit.journey.earlier, visit.valid_answers()
    code = next((page.id for page in visit.journey.page if page.kind == "tracking_code"), "")
    if not act or code not in given:
        return None
    return Earlier(act, str(given[code]), [page.id for page in visit.path if page.proof and page.id in given])


def _answered(visit: Visit, language: str) -> list[AnsweredQuestion]:
    english = Language()
    given = visit.valid_answers()
    answered = []
    for page in visit.path:
        if page.id in given:
            shown = KINDS[page.kind].in_full(given[page.id], page, visit.situation_at(page.id), english)
            own = language if visit.journey.apart else visit.languages.get(page.id, language)
            other = "" if own == language else own
            answered.append(AnsweredQuestion(page.id, visit.text(page.ask, english), given[page.id], shown, other))
    return answered
