"""a salt in every row, for the fingerprints that the history holds of it.

Revision: 0010, after: 0009.
"""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

RECORD = {'id', 'revision'}
KEY = 'fk_rehearsal_model_id_evaluation_model'


def _tables() -> list[str]:
    found = sa.inspect(op.get_bind())
    return [
        name for name in found.get_table_names()
        if {one['name'] for one in found.get_columns(name)} >= RECORD
    ]


def upgrade() -> None:
    for name in _tables():
        op.add_column(name, sa.Column('salt', sa.String(length=32), nullable=False, server_default=''))
        op.execute(f'UPDATE "{name}" SET salt = lower(hex(randomblob(16)))')  # noqa: S608 - a name from the schema
    with op.batch_alter_table('rehearsal', schema=None) as batch_op:
        batch_op.drop_constraint(KEY, type_='foreignkey')
        batch_op.create_foreign_key(KEY, 'evaluation_model', ['model_id'], ['id'])


def downgrade() -> None:
    with op.batch_alter_table('rehearsal', schema=None) as batch_op:
        batch_op.drop_constraint(KEY, type_='foreignkey')
        batch_op.create_foreign_key(KEY, 'evaluation_model', ['model_id'], ['id'], ondelete='CASCADE')
    for name in _tables():
        with op.batch_alter_table(name, schema=None) as batch_op:
            batch_op.drop_column('salt')
