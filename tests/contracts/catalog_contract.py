"""What every catalog must do, whatever it is made of: subclass it in a test and give it a fixture `catalog`."""

import pickle
import threading
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digitize.errors import InputError, ServiceError
from digitize.model import Field, Piece
from digitize.ports import Catalog
from digitize.record import Event, Kept, Pile, Query, Record, State, Subject

HOLDER = "001099000017"
MOTHER = "001175000024"
TAX_CODE = "0101990000"
EVERY: tuple[State, ...] = ("held", "to_sign", "filed", "replaced", "revoked")


def paper(document: str, minute: int = 0, **parts: object) -> Record:
    """A filed record of an invented paper, `minute` minutes after the first."""
    record = Record(
        document=document,
        state="filed",
        identity=f"identity of {document}",
        input_sha256="ab" * 32,
        fingerprint="sohoa 0",
        filed_at=f"2026-11-21T05:{minute:02}:00Z",
    )
    return replace(record, **parts)  # type: ignore[arg-type]


def said(name: str, value: str | None) -> Field:
    return Field(name=name, value=value, confidence=0.9, page=1, box=None)


def file(catalog: Catalog, *records: Record) -> None:
    with catalog.transaction() as transaction:
        for record in records:
            assert transaction.records.add(record)


def found(catalog: Catalog, **parts: object) -> list[str]:
    with catalog.transaction() as transaction:
        return [record.document for record in transaction.records.find(Query(**parts))]  # type: ignore[arg-type]


class CatalogContract:
    def test_the_ledger_goes_through_every_record_that_ever_stood(self, catalog: Catalog) -> None:
        records = [paper(name) for name in ("b", "a", "c")]
        file(catalog, *records)
        later = replace(records[0], revision=2, state="revoked")
        with catalog.transaction() as transaction:
            transaction.records.replace(later)
            assert transaction.ledger.page("", 2) == ((records[1],), (later, records[0]))
            assert transaction.ledger.page("b", 2) == ((records[2],),)
            assert transaction.ledger.page("c", 2) == ()

    def test_gives_back_the_record_that_was_added(self, catalog: Catalog) -> None:
        record = paper("k7m2p", subjects=(Subject("holder", HOLDER),), fields=(said("full_name", "Đỗ Thị Hoà"),))
        file(catalog, record)
        with catalog.transaction() as transaction:
            assert transaction.records.find_one("k7m2p") == record
            assert transaction.records.find(Query()) == (record,)

    def test_how_a_pile_was_split_is_never_changed(self, catalog: Catalog) -> None:
        pieces = (Piece((0, 1), dossier="H08.12-241128-0001"), Piece((2,), "separator", doubts=("split:unsure",)))
        pile = Pile("keyed", "batch", "2026-11-21T05:00:00Z", pieces, (Kept("name", 3, "ab"),))
        with catalog.transaction() as transaction:
            assert transaction.piles.find_one("keyed") is None
            assert transaction.piles.add(pile)
        with catalog.transaction() as transaction:
            assert not transaction.piles.add(replace(pile, pieces=()))
            assert transaction.piles.find_one("keyed") == pile

    def test_adds_no_document_twice(self, catalog: Catalog) -> None:
        file(catalog, paper("k7m2p"))
        with catalog.transaction() as transaction:
            assert not transaction.records.add(paper("k7m2p", identity="another"))
            assert not transaction.records.add(paper("other", identity="identity of k7m2p"))
        assert found(catalog) == ["k7m2p"]

    def test_finds_one_by_a_unique_beginning(self, catalog: Catalog) -> None:
        file(catalog, paper("k7m2p"), paper("k7m"), paper("z1"))
        with catalog.transaction() as transaction:
            records = transaction.records
            assert [getattr(records.find_one(start), "document", None) for start in ("z", "k7m", "k7m2")] == [
                "z1",
                "k7m",
                "k7m2p",
            ]
            assert [records.find_one(start) for start in ("", "7m", "k7m2px", "k%", "_")] == [None] * 5
            with pytest.raises(InputError, match="more of its id"):
                records.find_one("k7")

    def test_replaces_a_record_by_a_later_one_only(self, catalog: Catalog) -> None:
        first = paper("k7m2p", text="bản đầu", subjects=(Subject("holder", HOLDER),))
        later = replace(first, revision=2, text="bản sau", subjects=(Subject("holder", MOTHER),))
        file(catalog, first)
        with catalog.transaction() as transaction:
            transaction.records.replace(later)
            assert transaction.records.find_one("k7m2p") == later
        assert found(catalog, text="ban dau") == found(catalog, citizen_id=HOLDER) == []
        assert found(catalog, text="ban sau") == found(catalog, citizen_id=MOTHER) == ["k7m2p"]
        with pytest.raises(ServiceError, match="in the meantime") as caught, catalog.transaction() as transaction:
            transaction.records.replace(replace(first, revision=2, text="lần nữa"))
        assert caught.value.retry
        with pytest.raises(ServiceError, match="not in the catalog"), catalog.transaction() as transaction:
            transaction.records.replace(paper("nobody", revision=2))

    def test_what_a_later_version_was_made_from_is_known_and_so_is_the_earlier(self, catalog: Catalog) -> None:
        first = paper("k7m2p")
        file(catalog, first, paper("z1"))
        with catalog.transaction() as transaction:
            transaction.records.replace(replace(first, version=2, identity="a rescan"))
            assert not transaction.records.add(paper("n1", identity="a rescan"))
            assert not transaction.records.add(paper("n2", identity="identity of k7m2p"))
        with pytest.raises(ServiceError, match="belongs to another"), catalog.transaction() as transaction:
            transaction.records.replace(replace(first, version=3, identity="identity of z1"))

    def test_finds_by_citizen_id_in_any_role(self, catalog: Catalog) -> None:
        both = (Subject("holder", HOLDER), Subject("mother", MOTHER))
        file(catalog, paper("a", 1, subjects=both), paper("b", 2, subjects=(Subject("holder", MOTHER),)), paper("c", 3))
        assert found(catalog, citizen_id=HOLDER) == ["a"]
        assert found(catalog, citizen_id=MOTHER) == ["b", "a"]
        assert found(catalog, citizen_id="001 099 000 017") == ["a"]
        assert found(catalog, citizen_id="001099000018") == []
        assert found(catalog, citizen_id=HOLDER[:11]) == []

    def test_a_card_links_the_two_numbers_of_its_holder(self, catalog: Catalog) -> None:
        former = "012345678"
        alias = replace(said("cmnd", former), role="alias", witnesses=("qr",))
        mine = (Subject("holder", HOLDER),)
        card = paper("card", 3, subjects=mine, fields=(alias,))
        file(catalog, paper("new", 1, subjects=mine), paper("old", 2, fields=(said("cmnd", former),)), paper("other"))
        assert (found(catalog, citizen_id=HOLDER), found(catalog, citizen_id=former)) == (["new"], ["old"])
        file(catalog, card)
        assert found(catalog, citizen_id=HOLDER) == found(catalog, citizen_id=former) == ["card", "old", "new"]
        with catalog.transaction() as transaction:
            transaction.records.replace(replace(card, revision=2, state="revoked"))
        assert (found(catalog, citizen_id=HOLDER), found(catalog, citizen_id=former)) == (["new"], ["old"])

    @pytest.mark.parametrize(
        "change", [{"status": "doubtful"}, {"witnesses": ("print",)}, {"role": ""}, {"value": "012345679"}]
    )
    def test_nothing_less_links_two_numbers(self, catalog: Catalog, change: dict[str, object]) -> None:
        alias = replace(said("cmnd", "012345678"), role="alias", witnesses=("qr",))
        mine = (Subject("holder", HOLDER),)
        told = replace(alias, **change)  # type: ignore[arg-type]
        file(
            catalog, paper("card", 3, subjects=mine, fields=(told,)), paper("old", fields=(said("cmnd", "012345678"),))
        )
        assert found(catalog, citizen_id=HOLDER) == ["card"]

    def test_finds_an_organisation_by_its_tax_code_and_its_branches_too(self, catalog: Catalog) -> None:
        file(
            catalog,
            paper("main", 1, fields=(said("tax_code", TAX_CODE),)),
            paper("branch", 2, fields=(said("tax_code", f"{TAX_CODE}-001"),)),
            paper("unsure", fields=(replace(said("tax_code", TAX_CODE), status="doubtful"),)),
            paper("misread", fields=(said("tax_code", TAX_CODE[:-1] + "7"),)),
        )
        assert found(catalog, tax_code=TAX_CODE) == ["branch", "main"]
        assert found(catalog, tax_code=f"{TAX_CODE}-001") == ["branch"]
        assert found(catalog, tax_code=TAX_CODE[:-1] + "7") == found(catalog, tax_code=TAX_CODE[:9]) == []
        assert found(catalog, tax_code=TAX_CODE, citizen_id=HOLDER) == []

    def test_finds_words_with_and_without_marks(self, catalog: Catalog) -> None:
        file(catalog, paper("a", text="Giấy khai sinh\nĐăng ký tại Uỷ ban"), paper("b", text="Giấy chứng nhận kết hôn"))
        assert found(catalog, text="giấy khai sinh") == found(catalog, text="GIAY KHAI SINH") == ["a"]
        assert found(catalog, text="dang ky") == found(catalog, text="ủy ban") == ["a"]
        assert found(catalog, text="sinh giay") == ["a"], "words in any order"
        assert found(catalog, text="khai hon") == [], "all of the words"

    def test_the_same_tones_come_first_then_the_newest(self, catalog: Catalog) -> None:
        file(
            catalog,
            paper("a", 1, text="thôn Mã Lịnh"),
            paper("b", 2, text="thôn Ma Linh"),
            paper("c", 3, text="thôn Má Lính"),
        )
        assert found(catalog, text="mã lịnh") == ["a", "c", "b"]
        assert found(catalog, text="ma linh") == ["c", "b", "a"]
        assert found(catalog, text="ma lịnh") == ["c", "b", "a"]

    def test_finds_values_that_a_person_wrote_in(self, catalog: Catalog) -> None:
        file(catalog, paper("a", text="nothing was read", fields=(said("birthplace", "Lai Châu"), said("x", None))))
        assert found(catalog, text="lai chau") == ["a"]

    def test_finds_names_in_their_order_and_within_one_name(self, catalog: Catalog) -> None:
        names = (said("full_name", "Nguyễn Văn Hùng"), said("mother_name", "Trần Thị Mai"), said("place", "Mai Nguyễn"))
        file(catalog, paper("a", 1, fields=names), paper("b", 2, fields=(said("full_name", "Nguyễn Văn Hưng"),)))
        assert found(catalog, name="van hung") == ["b", "a"]
        assert found(catalog, name="Văn Hùng") == ["a", "b"], "the same tones first"
        assert found(catalog, name="tran thi mai") == ["a"]
        assert found(catalog, name="hung tran") == found(catalog, name="hung van") == found(catalog, name="lai") == []

    @pytest.mark.parametrize("asked", ["1980/UBND-VP", "1980/ubnd -vp", " 1980 / UBND - VP", "1980/ÚBND-VP"])
    def test_finds_numbers_however_they_are_written(self, catalog: Catalog, asked: str) -> None:
        file(
            catalog,
            paper("a", fields=(said("document_number", "1980/UBND -VP"),)),
            paper("b", fields=(said("document_number", "1981/UBND-VP"),), text="1980/UBND-VP"),
        )
        assert found(catalog, number=asked) == ["a"]

    def test_finds_by_kind_and_every_given_part_must_fit(self, catalog: Catalog) -> None:
        file(
            catalog,
            paper("a", 1, kind="giay_khai_sinh", text="một", subjects=(Subject("holder", HOLDER),)),
            paper("b", 2, kind="giay_khai_sinh", text="hai"),
            paper("c", 3, kind="quyet_dinh", text="một"),
        )
        assert found(catalog, kind="giay_khai_sinh") == ["b", "a"]
        assert found(catalog, kind="giay_khai_sinh", text="mot") == ["a"]
        assert found(catalog, citizen_id=HOLDER, kind="quyet_dinh") == []

    def test_newest_first_and_no_more_than_asked_for(self, catalog: Catalog) -> None:
        file(catalog, *(paper(f"d{minute}", minute) for minute in (3, 1, 2)))
        assert found(catalog) == ["d3", "d2", "d1"]
        assert found(catalog, limit=2) == ["d3", "d2"]

    def test_only_the_states_asked_for_are_found_but_one_is_shown_in_any(self, catalog: Catalog) -> None:
        file(catalog, *(paper(state, minute, state=state) for minute, state in enumerate(EVERY)))
        assert found(catalog) == ["filed", "to_sign"]
        assert found(catalog, states=("revoked", "held")) == ["revoked", "held"]
        assert len(found(catalog, states=())) == len(EVERY)
        with catalog.transaction() as transaction:
            assert all(transaction.records.find_one(state) for state in EVERY)

    def test_a_document_may_be_tied_to_many_dossiers(self, catalog: Catalog) -> None:
        first = paper("a", 1, dossier="H35.1-261121-0001")
        file(catalog, first, paper("b", 2, linked=("H35.1-261121-0002",)))
        linked = replace(first, revision=2, linked=("H35.1-261121-0002", "H35.1-261121-0001"))
        with catalog.transaction() as transaction:
            transaction.records.replace(linked)
            assert transaction.desk.dossiers("a") == ("H35.1-261121-0001", "H35.1-261121-0002")
        assert found(catalog, dossier="H35.1-261121-0001") == ["a"]
        assert found(catalog, dossier="h35.1-261121-0002") == ["b", "a"]
        with catalog.transaction() as transaction:
            transaction.records.replace(
                replace(linked, revision=3, dossier="H35.1-261121-0003", linked=linked.linked[:1])
            )
        assert found(catalog, dossier="H35.1-261121-0001") == [], "it was corrected"
        assert found(catalog, dossier="H35.1-261121-0002") == ["b", "a"], "the tie stays"
        assert found(catalog, dossier="H35.1-261121-0003") == ["a"]

    def test_the_trail_tells_what_was_done_in_order(self, catalog: Catalog) -> None:
        events = [Event("2026-11-21T05:00:00Z", act, "Lò Văn Páo", "a", (("reason", "xem lại"),)) for act in "xyz"]
        with catalog.transaction() as transaction:
            for event in (*events, Event("2026-11-21T05:00:00Z", "other", "system", "b")):
                transaction.trail.add(event)
        with catalog.transaction() as transaction:
            assert transaction.trail.of("a") == tuple(events)
            assert transaction.trail.of("nobody") == ()

    def test_an_act_and_its_event_are_there_together_or_not_at_all(self, catalog: Catalog) -> None:
        with pytest.raises(KeyboardInterrupt), catalog.transaction() as transaction:
            transaction.records.add(paper("a", subjects=(Subject("holder", HOLDER),), text="mất"))
            transaction.trail.add(Event("2026-11-21T05:00:00Z", "filed", "system", "a"))
            raise KeyboardInterrupt
        with catalog.transaction() as transaction:
            assert transaction.records.find_one("a") is None
            assert transaction.trail.of("a") == ()
        assert found(catalog, citizen_id=HOLDER) == found(catalog, text="mất") == []
        file(catalog, paper("a"))

    def test_what_waits_for_a_person_comes_oldest_first(self, catalog: Catalog) -> None:
        doubt = ("citizen_id:year_differs",)
        file(
            catalog,
            paper("late", 3, state="held", doubts=doubt),
            paper("early", 1, state="held", doubts=doubt),
            paper("middle", 2, state="held", kind="quyet_dinh", doubts=("document_number:low_confidence",)),
            paper("filed", 0, doubts=doubt),
            paper("unreadable", 0, state="held", problem="quét lại"),
            paper("unsure", 0, state="held", doubts=("full_name:low_confidence", "page:below_standard")),
        )
        with catalog.transaction() as transaction:
            assert [one.document for one in transaction.desk.waiting(9)] == ["early", "middle", "late"]
            assert [one.document for one in transaction.desk.waiting(2)] == ["early", "middle"]

    def test_tells_every_dossier_of_a_document_its_own_first(self, catalog: Catalog) -> None:
        linked = ("H35.1-261121-0009", "H35.1-261121-0001")
        file(catalog, paper("a", dossier="H35.1-261121-0007", linked=linked), paper("b"))
        with catalog.transaction() as transaction:
            told = transaction.desk.dossiers("a")
            assert told == ("H35.1-261121-0007", "H35.1-261121-0001", "H35.1-261121-0009")
            assert transaction.desk.dossiers("b") == transaction.desk.dossiers("nobody") == ()

    # The catalog is only read; each adapter's class is a run of its own.
    @settings(
        max_examples=50,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors],
    )
    @given(asked=st.one_of(st.text(max_size=30), st.text("\"*^:(){}+-~ANDORTEXT đă'%_\\;.,", max_size=30)))
    def test_whatever_is_asked_is_only_looked_for(self, catalog: Catalog, asked: str) -> None:
        with catalog.transaction() as transaction:
            find = transaction.records.find
            for query in (Query(text=asked), Query(name=asked), Query(number=asked), Query(citizen_id=asked)):
                assert find(query) == ()
            assert transaction.records.find_one(asked) is None

    def test_signs_alone_match_nothing(self, catalog: Catalog) -> None:
        file(catalog, paper("a", text="một hai", fields=(said("full_name", "-"), said("number", "/"))))
        assert found(catalog, text="...") == found(catalog, name="–") == found(catalog, number="//") == []

    def test_threads_take_their_turns(self, catalog: Catalog) -> None:
        def work(hand: int) -> None:
            for count in range(10):
                file(catalog, paper(f"{hand}-{count}"))

        hands = [threading.Thread(target=work, args=(hand,)) for hand in range(4)]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()
        assert len(found(catalog)) == 40

    def test_travels_to_another_process(self, catalog: Catalog) -> None:
        file(catalog, paper("a"))
        assert found(pickle.loads(pickle.dumps(catalog))) == ["a"]
