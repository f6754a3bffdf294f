"""Alembic's entry: runs on the connection that `hub.database.Database.upgrade` hands over."""

from alembic import context

from hub.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # We begin transactions ourselves, so SQLite undoes a half-done migration, too.
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
