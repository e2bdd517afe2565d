"""Runs migrations on the connection the program hands in."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes.get("metadata"),
    render_as_batch=True,
    render_item=context.config.attributes.get("render_item"),
    compare_type=True,
)
context.run_migrations()
