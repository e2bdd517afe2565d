"""score files that do not say when they were saved.

Revision: 0011, after: 0010.
"""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('score_return', schema=None) as batch_op:
        batch_op.alter_column('made', existing_type=sa.String(length=32), nullable=True)


def downgrade() -> None:
    with op.batch_alter_table('score_return', schema=None) as batch_op:
        batch_op.alter_column('made', existing_type=sa.String(length=32), nullable=False)
