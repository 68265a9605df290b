"""how well pages read, and their repairs

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_index(op.f("ix_page_quality"), "page", ["quality"], unique=False)
    op.add_column("page_layer", sa.Column("repairs", sa.JSON(), nullable=True))
    op.add_column("passage", sa.Column("quality", sa.Double(), nullable=True))


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("passage", schema=None) as batch_op:
        batch_op.drop_column("quality")
    with op.batch_alter_table("page_layer", schema=None) as batch_op:
        batch_op.drop_column("repairs")
    op.drop_index(op.f("ix_page_quality"), table_name="page")
