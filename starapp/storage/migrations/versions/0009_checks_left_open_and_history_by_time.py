"""checks left open, and the history by time.

Revision: 0009, after: 0008.
"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ('bid_check_left', 'bid_check_accepted'):
        op.create_table(name,
        sa.Column('bid_id', sa.String(length=32), nullable=False),
        sa.Column('lines', sa.Text(), nullable=False),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.Column('at', sa.String(length=32), nullable=False),
        sa.Column('by', sa.Text(), nullable=False),
        sa.Column('id', sa.String(length=32), nullable=False),
        sa.Column('revision', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['bid_id'], ['bid.id'], name=op.f(f'fk_{name}_bid_id_bid')),
        sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{name}'))
        )
        with op.batch_alter_table(name, schema=None) as batch_op:
            batch_op.create_index(batch_op.f(f'ix_{name}_bid_id'), ['bid_id'], unique=False)

    with op.batch_alter_table('history', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_history_moment'), ['moment'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('history', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_history_moment'))

    for name in ('bid_check_accepted', 'bid_check_left'):
        with op.batch_alter_table(name, schema=None) as batch_op:
            batch_op.drop_index(batch_op.f(f'ix_{name}_bid_id'))

        op.drop_table(name)
