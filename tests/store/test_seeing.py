"""The views that keep blind people blind are made once on a server, whoever comes first."""

from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa

from coding.store import seeing

WAITING = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"


def test_two_processes_that_both_found_no_views_make_them_once(postgres_url):
    engines = [sa.create_engine(postgres_url) for _ in range(3)]
    ahead, *two = engines
    for one in engines:
        # As a migration does; and a connection that has changed a schema before looks less often at what others did.
        with one.begin() as conn:
            seeing.drop(conn)
    with ThreadPoolExecutor(2) as pool:
        with ahead.begin() as conn:
            conn.exec_driver_sql(f"SELECT pg_advisory_xact_lock({seeing.LOCK})")
            coming = [pool.submit(seeing.prepare, one) for one in two]
            while conn.exec_driver_sql(WAITING).scalar() < 2:
                # Ended before it waited: it raised, and says so.
                assert not any(one.done() and one.result() for one in coming)
        for one in coming:
            one.result()
    with ahead.begin() as conn:
        made = conn.exec_driver_sql(
            "SELECT count(*) > 9 FROM information_schema.views WHERE table_schema = 'seen'"
        ).scalar()
    for one in engines:
        one.dispose()
    assert made
