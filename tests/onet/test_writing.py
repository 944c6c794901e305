import pytest
from django.db import IntegrityError, connection, transaction

from onet.writing import Writer
from roles.models import Duty, RoleDuty, RoleTitle, Topic
from sources.models import DataVersion
from tests.factories import make_duty, make_role, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def role():
    return make_role(slug="paralegal")


def bring_titles(role, *titles, release="O*NET 30.1", remove=True):
    source = make_source(slug=release.lower().replace("*", "").replace(" ", "-").replace(".", "-"))
    return Writer(release).merge(
        RoleTitle,
        ["role_id", "key", "title"],
        [[(role.pk, key, title) for key, title in titles]],
        key=2,
        stored=RoleTitle.objects.all(),
        same={"source_id": source.pk},
        remove=remove,
    )


def titles():
    return dict(RoleTitle.objects.values_list("key", "title"))


def history(model=RoleTitle):
    return [
        tuple(row) for row in model.history.order_by("history_id").values_list("history_type", "history_change_reason")
    ]


def test_rows_are_brought_in_without_a_record_each(role):
    counts = bring_titles(role, ("aide", "Aide"), ("clerk", "Clerk"))
    assert (counts.added, titles()) == (2, {"aide": "Aide", "clerk": "Clerk"})
    row = RoleTitle.objects.first()
    assert (row.imported, row.status, row.place_id, row.standing) == (True, "published", "US", "used")
    assert history() == []


def test_the_same_rows_again_change_nothing(role):
    bring_titles(role, ("aide", "Aide"))
    before = DataVersion.objects.current()
    counts = bring_titles(role, ("aide", "Aide"))
    assert (counts.same, counts.any_change) == (1, False)
    assert DataVersion.objects.current() == before


def test_the_next_release_adds_changes_and_removes_and_the_history_says_so(role):
    bring_titles(role, ("aide", "Aide"), ("clerk", "Clerk"))
    counts = bring_titles(role, ("clerk", "Law clerk"), ("helper", "Helper"), release="O*NET 30.2")
    assert (counts.added, counts.changed, counts.removed) == (1, 1, 1)
    assert titles() == {"clerk": "Law clerk", "helper": "Helper"}
    assert history() == [
        ("-", "No longer in O*NET 30.2"),
        ("+", "Brought in by an import"),
        ("~", "Imported from O*NET 30.2"),
    ]


def test_a_fact_that_only_cites_the_next_release_is_the_same_fact(role):
    bring_titles(role, ("aide", "Aide"))
    counts = bring_titles(role, ("aide", "Aide"), release="O*NET 30.2")
    assert (counts.same, counts.changed, history()) == (1, 0, [])
    assert RoleTitle.objects.get().source.slug == "onet-30-2"


def test_what_is_not_the_whole_table_removes_nothing(role):
    bring_titles(role, ("aide", "Aide"))
    assert bring_titles(role, remove=False).removed == 0
    assert titles() == {"aide": "Aide"}


def test_of_two_rows_with_one_key_the_first_counts(role):
    assert bring_titles(role, ("aide", "Aide"), ("aide", "AIDE")).added == 1
    assert titles() == {"aide": "Aide"}


def test_our_own_row_of_the_same_key_wins_and_is_counted(role):
    RoleTitle.objects.create(role=role, title="Aide", note="Ours", source=make_source())
    counts = bring_titles(role, ("aide", "AIDE"))
    assert (counts.ours, counts.any_change, titles()) == (1, False, {"aide": "Aide"})


def test_what_a_person_changed_stays_also_when_the_release_drops_it(role):
    bring_titles(role, ("aide", "Aide"))
    row = RoleTitle.objects.get()
    row.title = "Legal aide"
    row.save()
    assert bring_titles(role, ("aide", "Aide"), release="O*NET 30.2").ours == 1
    assert bring_titles(role, release="O*NET 30.3").removed == 0
    assert titles() == {"aide": "Legal aide"}


def test_what_a_person_deleted_does_not_come_back(role):
    bring_titles(role, ("aide", "Aide"), ("clerk", "Clerk"))
    RoleTitle.objects.get(key="aide").delete()
    counts = bring_titles(role, ("aide", "Aide"), ("clerk", "Clerk"), release="O*NET 30.2")
    assert (counts.deleted_here, counts.added, titles()) == (1, 0, {"clerk": "Clerk"})


def test_what_a_person_changed_and_then_deleted_does_not_come_back(role):
    bring_titles(role, ("aide", "Aide"))
    row = RoleTitle.objects.get()
    row.key = "helper"
    row.save()
    row.delete()
    counts = bring_titles(role, ("aide", "Aide"))
    assert (counts.deleted_here, counts.added, titles()) == (1, 0, {})


def test_what_a_person_gave_another_key_does_not_come_back_beside_it(role):
    bring_titles(role, ("aide", "Aide"))
    row = RoleTitle.objects.get()
    row.key, row.title = "helper", "Helper"
    row.save()
    counts = bring_titles(role, ("aide", "Aide"))
    assert (counts.ours, counts.any_change, titles()) == (1, False, {"helper": "Helper"})


def test_what_a_person_added_and_took_back_leaves_room_for_what_the_release_says(role):
    RoleTitle.objects.create(role=role, title="Aide", source=make_source()).delete()
    assert bring_titles(role, ("aide", "Aide")).added == 1


def test_what_an_import_removed_comes_back_with_the_release_that_has_it_again(role):
    bring_titles(role, ("aide", "Aide"))
    bring_titles(role, release="O*NET 30.2")
    assert bring_titles(role, ("aide", "Aide"), release="O*NET 30.3").added == 1


def test_relations_to_many_follow_but_not_those_of_our_own_rows(role):
    one, two = make_duty(title="Type letters"), make_duty(title="File papers")
    rows = [(role.pk, "task-1", "Type"), (role.pk, "task-2", "File")]
    ours = RoleDuty.objects.create(role=role, key="task-2", text="File", source=make_source())
    ours.duties.add(one)
    writer = Writer("O*NET 30.1")
    writer.merge(
        RoleDuty,
        ["role_id", "key", "text"],
        [rows],
        key=2,
        stored=RoleDuty.objects.all(),
        same={"source_id": make_source().pk},
    )
    theirs = RoleDuty.objects.get(key="task-1")
    for wanted in ([one], [two], [two]):
        writer.link(
            RoleDuty,
            "duties",
            [(each.pk, duty.pk) for each in (theirs, ours) for duty in wanted],
            of=RoleDuty.objects.all(),
            kind="links",
        )
        assert (list(theirs.duties.all()), list(ours.duties.all())) == (wanted, [one])
    counts = writer.counts["links"]
    assert (counts.added, counts.removed, counts.same) == (2, 1, 1)


def test_words_that_nothing_names_any_more_are_removed_but_for_those_of_the_release():
    topic = make_duty(title="Type letters").topic
    Duty.objects.update(imported=True)
    Topic.objects.update(imported=True)
    unused = Topic.objects.create(slug="unused", title="Unused")
    Topic.objects.filter(pk=unused.pk).update(imported=True)
    Writer("O*NET 30.1").remove_unused(Topic, keep=[unused.pk])
    assert Topic.objects.count() == 2
    Writer("O*NET 30.1").remove_unused(Topic, keep=[])
    assert list(Topic.objects.all()) == [topic]


def test_who_names_words_is_not_asked_where_all_of_them_are_kept(django_assert_num_queries):
    kept = Topic.objects.create(slug="kept", title="Kept")
    Topic.objects.filter(pk=kept.pk).update(imported=True)
    with django_assert_num_queries(1):
        Writer("O*NET 30.1").remove_unused(Topic, keep=[kept.pk])


@pytest.mark.parametrize(
    "wrong",
    [{"status": "nonsense"}, {"source_id": None}, {"source_id": 999_999_999}],
    ids=["no choice", "no source", "a source that is not there"],
)
def test_rules_of_a_table_hold_for_imported_rows_too(role, wrong):
    def bring():
        writer = Writer("O*NET 30.1")
        with transaction.atomic(), writer.rules_held_at_the_end():
            writer.merge(
                RoleTitle,
                ["role_id", "key", "title"],
                [[(role.pk, "aide", "Aide")]],
                key=2,
                stored=RoleTitle.objects.all(),
                same={"source_id": make_source().pk} | wrong,
            )

    with pytest.raises(IntegrityError):
        bring()


def test_a_key_has_its_form_in_imported_rows_too(role):
    with pytest.raises(IntegrityError), transaction.atomic():
        bring_titles(role, ("No Slug", "Aide"))


def test_rules_hold_again_after_an_import_that_failed(role):
    with pytest.raises(RuntimeError), Writer("O*NET 30.1").rules_held_at_the_end():
        raise RuntimeError
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleTitle.objects.bulk_create([RoleTitle(role=role, key="aide", title="", source=make_source())])


@pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="SQLite asks for foreign keys when the transaction ends"
)
def test_only_a_first_import_takes_rules_off(role):
    def keys():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND conrelid = 'roles_roletitle'::regclass"
            )
            return cursor.fetchone()[0]

    before = keys()
    with Writer("O*NET 30.1").rules_held_at_the_end([RoleTitle]):
        assert keys() == 0
        bring_titles(role, ("aide", "Aide"))
    assert keys() == before > 0
    with Writer("O*NET 30.2").rules_held_at_the_end([RoleTitle]):
        assert keys() == before
