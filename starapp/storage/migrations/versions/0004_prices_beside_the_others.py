"""prices held beside the others, and how each was asked about.

Revision: 0004, after: 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

USUAL_LIMITS = """
UPDATE purchasing_system SET others_low_percent = 1000, spread_limit = 200
"""
"""10 % and 2 deviations, in hundredths; competitions keep the rules they were published with."""

OUTCOMES = """
UPDATE price_question SET outcome = CASE
    WHEN (SELECT bid.set_aside FROM bid WHERE bid.id = price_question.bid_id) = 'abnormally_low'
    THEN 'abnormally_low' ELSE 'stays_in' END
WHERE decided IS NOT NULL
"""
"""What became of the bids whose price question was settled before outcomes were kept."""


def upgrade() -> None:
    with op.batch_alter_table('price_question', schema=None) as batch_op:
        batch_op.add_column(sa.Column('asked_by', sa.Text(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('raised', sa.Text(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('answer_by', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('no_answer', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('outcome', sa.Enum('stays_in', 'abnormally_low', name='price_outcome', native_enum=False, length=20), nullable=True))
        batch_op.add_column(sa.Column('decided_by', sa.Text(), nullable=False, server_default=''))

    with op.batch_alter_table('purchasing_system', schema=None) as batch_op:
        batch_op.add_column(sa.Column('others_low_percent', sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column('others_high_percent', sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column('spread_limit', sa.BigInteger(), nullable=True))

    op.execute(USUAL_LIMITS)
    op.execute(OUTCOMES)


def downgrade() -> None:
    with op.batch_alter_table('purchasing_system', schema=None) as batch_op:
        batch_op.drop_column('spread_limit')
        batch_op.drop_column('others_high_percent')
        batch_op.drop_column('others_low_percent')

    with op.batch_alter_table('price_question', schema=None) as batch_op:
        batch_op.drop_column('decided_by')
        batch_op.drop_column('outcome')
        batch_op.drop_column('no_answer')
        batch_op.drop_column('answer_by')
        batch_op.drop_column('raised')
        batch_op.drop_column('asked_by')
