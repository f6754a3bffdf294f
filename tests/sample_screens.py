"""Every screen with real content of the demo council, for tests that must hold on all of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import get_args

from sample_knowledge import give_article, give_reading, give_rows, give_things
from sample_views import CODE, COME_BACK_CODE, Samples, demo_pack

from accessibility.look import Look
from kiosk.language import Language
from kiosk.spoken_languages import by_own_name, spoken_languages
from kiosk.views import SavedView
from screens.article_screen import ArticleScreen
from screens.before_journey_screen import BeforeJourneyScreen
from screens.check_answers_screen import CheckAnswersScreen
from screens.choose_address_screen import ChooseAddressScreen
from screens.code_screen import CodeScreen
from screens.confirmation_screen import ConfirmationScreen
from screens.ending_screen import EndingScreen
from screens.find_address_screen import FindAddressScreen
from screens.find_street_screen import FindStreetScreen
from screens.found_screen import FoundScreen
from screens.get_help_screen import GetHelpScreen
from screens.group_screen import GroupScreen
from screens.help_and_display_screen import HelpAndDisplayScreen
from screens.help_today_screen import HelpTodayScreen
from screens.hidden_screen import HiddenScreen
from screens.language_screen import LanguageScreen
from screens.no_translation_screen import NoTranslationScreen
from screens.not_stored_screen import NotStoredScreen
from screens.nothing_to_open_screen import NothingToOpenScreen, WhyNot
from screens.notice_screen import NoticeScreen
from screens.progress_screen import ProgressScreen
from screens.question_screen import QuestionScreen
from screens.reading_list_screen import ReadingListScreen
from screens.save_screen import SaveScreen
from screens.saved_screen import SavedScreen
from screens.screen import Screen
from screens.search_screen import SearchScreen
from screens.see_someone_screen import SeeSomeoneScreen
from screens.signature_screen import SignatureScreen
from screens.something_wrong_screen import SomethingWrongScreen
from screens.still_there_screen import StillThereScreen
from screens.stop_screen import StopScreen
from screens.take_out_screen import TakeOutScreen
from screens.thanks_screen import ThanksScreen
from screens.things_screen import ThingsScreen
from screens.topic_screen import TopicScreen
from screens.type_address_screen import TypeAddressScreen
from screens.unknown_code_screen import UnknownCodeScreen
from screens.urgent_help_screen import UrgentHelpScreen
from screens.welcome_back_screen import WelcomeBackScreen
from screens.welcome_screen import WelcomeScreen


def every_screen(look: Look, language: Language) -> dict[str, Callable[[], Screen]]:
    """Return how to make each screen, by a name of its situation."""
    kinds = (_the_way_in, _searching, _questions, _sending, _saving, _tools)
    return {name: make for kind in kinds for name, make in kind(look, language).items()}


def _the_way_in(look: Look, language: Language) -> dict[str, Callable[[], Screen]]:
    pack, say, give = demo_pack(), language.translate, Samples(language)
    topics = pack.council.topics
    journey = pack.journeys["missed-bin"]
    help_ = pack.council.help_today
    contacts = [pack.contact(item) for item in pack.council.see_someone]
    urgent = [pack.contact(item) for item in help_[1].contacts]
    return {
        "welcome": lambda: WelcomeScreen(look, language, topics=topics),
        "welcome-today": lambda: WelcomeScreen(look, language, topics=pack.topics()),
        "welcome-cleared": lambda: WelcomeScreen(look, language, topics=topics, notice=say("We cleared your answers.")),
        "topic": lambda: TopicScreen(
            look,
            language,
            topic=topics[0],
            journeys=pack.journeys_of(topics[0].id),
            to_read=give_reading(language, topics[0].id),
        ),
        "reading-list": lambda: ReadingListScreen(
            look, language, about=say(topics[0].title), to_read=give_reading(language, topics[0].id)
        ),
        "before": lambda: BeforeJourneyScreen(look, language, journey=journey, council_name=pack.council.name),
        "before-in-english": lambda: BeforeJourneyScreen(
            look, language, journey=journey, council_name=pack.council.name, in_english=True, interpreter=True
        ),
        "topic-in-english": lambda: TopicScreen(
            look, language, topic=topics[0], journeys=[journey], in_english=pack.journeys_of(topics[0].id)[:2]
        ),
        "before-papers": lambda: BeforeJourneyScreen(
            look,
            language,
            journey=pack.journeys["library-card"],
            council_name=pack.council.name,
            making_sure=say("You do not need to prove who you are here."),
        ),
        "before-easy": lambda: BeforeJourneyScreen(
            look,
            language.in_easy_words(),
            journey=pack.journeys["library-card"],
            council_name=pack.council.name,
            picture_credit=pack.council.picture_credit,
        ),
        "before-sensitive": lambda: BeforeJourneyScreen(
            look, language, journey=pack.journeys["crisis-help"], council_name=pack.council.name
        ),
        "see-someone": lambda: SeeSomeoneScreen(look, language, contacts=contacts, hours=say("Monday to Friday")),
        "help-today": lambda: HelpTodayScreen(look, language, situations=help_),
        "urgent-help": lambda: UrgentHelpScreen(look, language, help_=help_[1], contacts=urgent),
        "code": lambda: CodeScreen(look, language),
        "code-wrong": lambda: CodeScreen(
            look,
            language,
            text="FC-7KD4",
            error=say("One letter or number is not right. Check it with your receipt"),
        ),
        "code-busy": lambda: CodeScreen(look, language, text=COME_BACK_CODE, busy=True),
        "progress": lambda: ProgressScreen(look, language, view=give.progress()),
        "progress-here": lambda: ProgressScreen(
            look, language, view=give.progress(status="", here_only=True, at=None, note="", due=None)
        ),
        "progress-by-hand": lambda: ProgressScreen(
            look, language, view=give.progress(status="", quarantined=True, at=None, note="", due=None)
        ),
        "unknown-code": lambda: UnknownCodeScreen(
            look, language, tracking_code=CODE, asked_the_hub=True, contact=contacts[0]
        ),
        "unknown-offline": lambda: UnknownCodeScreen(
            look, language, tracking_code=CODE, asked_the_hub=False, contact=contacts[0]
        ),
    }


def _searching(look: Look, language: Language) -> dict[str, Callable[[], Screen]]:
    rows = give_rows(language, "council tax")
    things, say = give_things(language), language.translate
    bin_day, crisis, list_ = (give_article(language, name) for name in ("bin-days", "crisis", "recycling-a-z"))
    return {
        "search": lambda: SearchScreen(look, language, title=say("Asked most"), rows=rows),
        "search-typing": lambda: SearchScreen(look, language, text="ca", rows=rows),
        "found": lambda: FoundScreen(look, language, rows=rows),
        "found-instead": lambda: FoundScreen(look, language, rows=rows, instead=say("council tax")),
        "found-nothing": lambda: FoundScreen(look, language, rows=[], nearest=rows[:3]),
        "article-live": lambda: ArticleScreen(look, language, view=bin_day),
        "article": lambda: ArticleScreen(look, language, view=crisis),
        "article-list": lambda: ArticleScreen(look, language, view=list_),
        "things": lambda: ThingsScreen(look, language, heading="A", things=things, more=True),
    }


def _questions(look: Look, language: Language) -> dict[str, Callable[[], Screen]]:
    pack, say, give = demo_pack(), language.translate, Samples(language)
    streets, addresses = pack.gazetteer.all_streets()[:8], pack.gazetteer.at_postcode("FH1 4QT")
    council = (pack.contact("council"),)
    name = say("What is your name?")
    empty = {"line1": say("Write the house number and the street"), "town": say("Write the town or village")}
    return {
        "question": lambda: QuestionScreen(look, language, view=give.question(draft=["recycling"])),
        "question-why": lambda: QuestionScreen(
            look, language, view=give.question("one", why=say("If it keeps happening, a manager looks at it."))
        ),
        "question-easy": lambda: QuestionScreen(look, language, view=give.easy()),
        "question-wrong": lambda: QuestionScreen(look, language, view=give.question(error=say("Choose at least one"))),
        "question-one": lambda: QuestionScreen(look, language, view=give.question("one", contacts=council)),
        "question-line": lambda: QuestionScreen(
            look, language, view=give.question("line", ask=name, hint=say("You can leave this empty."), draft="Ann")
        ),
        "question-lines": lambda: QuestionScreen(look, language, view=give.question("lines", ask=name)),
        **{
            f"question-{name}": partial(QuestionScreen, look, language, view=view)
            for name, view in give.parted().items()
        },
        "group": lambda: GroupScreen(
            look, language, view=give.question("group", options=()), members=give.members(), add=say("Tomorrow")
        ),
        "group-empty": lambda: GroupScreen(look, language, view=give.question("group"), members=[], add=""),
        "group-wrong": lambda: GroupScreen(
            look, language, view=give.question("group", error=say("Choose yes or no")), members=[], add=""
        ),
        "signature": lambda: SignatureScreen(
            look, language, view=give.question("signature", draft={"path": "M100,200 L300,100 L700,220"}), way="draw"
        ),
        "signature-wrong": lambda: SignatureScreen(
            look, language, view=give.question("signature", error=say("Write your name")), way="type"
        ),
        "take-out": lambda: TakeOutScreen(look, language, label=say("Day"), shown=say("I agree")),
        "find-address": lambda: FindAddressScreen(look, language, view=give.postcode(), postcode="FH1 4"),
        "find-address-none": lambda: FindAddressScreen(
            look, language, view=give.postcode(), without=["no-fixed", "withheld"]
        ),
        "find-address-wrong": lambda: FindAddressScreen(
            look,
            language,
            view=give.postcode(),
            postcode="FH1",
            error=say("Check the postcode. It should look like FH1 4QT"),
        ),
        "choose-address": lambda: ChooseAddressScreen(
            look, language, view=give.postcode(), place="FH1 4QT", addresses=addresses
        ),
        "find-street": lambda: FindStreetScreen(look, language, view=give.street()),
        "find-street-found": lambda: FindStreetScreen(
            look, language, view=give.street(), text="ca", streets=streets, own_words=True
        ),
        "type-address": lambda: TypeAddressScreen(look, language, view=give.postcode(), draft={}, errors={}),
        "type-address-wrong": lambda: TypeAddressScreen(
            look, language, view=give.postcode(), draft={"postcode": "FH1 4QT"}, errors=empty
        ),
        "notice": lambda: NoticeScreen(look, language, view=give.page(ways=())),
        "notice-easy": lambda: NoticeScreen(look, language, view=give.page(ways=(), picture=give.picture)),
        "notice-urgent": lambda: NoticeScreen(look, language, view=give.page(ways=(), urgent=True)),
        "ending": lambda: EndingScreen(look, language, view=give.page()),
    }


def _sending(look: Look, language: Language) -> dict[str, Callable[[], Screen]]:
    pack, say, give = demo_pack(), language.translate, Samples(language)
    title, council = say("Report a missed bin"), pack.contact("council")
    screens: dict[str, Callable[[], Screen]] = {
        "check": lambda: CheckAnswersScreen(look, language, journey_title=title, rows=give.rows()),
        "check-papers": lambda: CheckAnswersScreen(
            look, language, journey_title=title, rows=give.rows()[-2:], bring=give.to_bring()
        ),
        "check-sending": lambda: CheckAnswersScreen(
            look, language, journey_title=title, rows=give.rows(), sending=True
        ),
        "thanks": lambda: ThanksScreen(look, language, text=[say("This may help as well")]),
        "not-stored": lambda: NotStoredScreen(look, language, reason="disk-full", contact=council),
        "something-wrong": lambda: SomethingWrongScreen(look, language, contact=council),
        "confirm-papers": lambda: ConfirmationScreen(look, language, view=give.confirmation(bring=give.to_bring())),
        "confirm-together": lambda: ConfirmationScreen(look, language, view=give.confirmed_together()),
        "confirm-nudge": lambda: ConfirmationScreen(look, language, view=give.confirmation(nudge=give.nudge())),
        "confirm-council": lambda: ConfirmationScreen(
            look, language, view=give.confirmation(at_the_council=True, paper="printed")
        ),
        "confirm-no-square": lambda: ConfirmationScreen(
            look, language, view=give.confirmation(address="", paper="none")
        ),
    }
    for paper in ("none", "printing", "held", "failed", "uncertain"):
        screens[f"confirm-{paper}"] = lambda paper=paper: ConfirmationScreen(
            look, language, view=give.confirmation(paper=paper)
        )
    return screens


def _saving(look: Look, language: Language) -> dict[str, Callable[[], Screen]]:
    title = language.translate("Report a missed bin")
    screens: dict[str, Callable[[], Screen]] = {
        "save": lambda: SaveScreen(look, language),
        "save-busy": lambda: SaveScreen(look, language, busy=True),
        "save-refused": lambda: SaveScreen(look, language, problem="disk-full"),
        "welcome-back": lambda: WelcomeBackScreen(
            look, language, journey_title=title, asked_again=True, maybe_older=True
        ),
    }
    for paper in ("none", "printing", "printed", "held", "failed", "uncertain"):
        day = date(2026, 12, 18) if paper != "failed" else None
        view = SavedView(COME_BACK_CODE, day, paper)  # type: ignore[arg-type]
        screens[f"saved-{paper}"] = lambda view=view: SavedScreen(look, language, view=view)
    for why in get_args(WhyNot):
        screens[f"nothing-{why}"] = lambda why=why: NothingToOpenScreen(look, language, why=why)
    return screens


def _tools(look: Look, language: Language) -> dict[str, Callable[[], Screen]]:
    pack, say = demo_pack(), language.translate
    council = [pack.contact("council")]
    about = say("Choose all that were missed.")
    return {
        "language": lambda: LanguageScreen(look, language, languages=[("en", "English"), ("cy", "Cymraeg")]),
        "language-interpreted": lambda: LanguageScreen(
            look, language, languages=[("en", "English")], interpreted=by_own_name(list(spoken_languages()))
        ),
        **{
            f"no-translation-{code}": lambda code=code, spoken=spoken: NoTranslationScreen(
                look, language, code=code, spoken=spoken
            )
            for code, spoken in spoken_languages().items()
        },
        "help-and-display": lambda: HelpAndDisplayScreen(look, language, can_listen=True, has_easy_words=True),
        "get-help": lambda: GetHelpScreen(look, language, about=about, contacts=council),
        "get-help-save": lambda: GetHelpScreen(look, language, about=about, contacts=council, can_save=True),
        "stop": lambda: StopScreen(look, language),
        "stop-save": lambda: StopScreen(look, language, can_save=True, sent=True, saved=True),
        "still-there": lambda: StillThereScreen(look, language, seconds=60),
        "hidden": lambda: HiddenScreen(look, language),
    }
