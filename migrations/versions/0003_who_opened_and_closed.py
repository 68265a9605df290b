"""who opened and closed passages

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

from ingest.archive import model

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "closed_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("passage_id", sa.Integer(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("read_closed", sa.Boolean(), nullable=False),
        sa.Column("read_reason", sa.String(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", model.UtcTime(), nullable=False),
        sa.Column("withdrawn_by", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", model.UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_closed_decision_document_id_document")),
        sa.ForeignKeyConstraint(["passage_id"], ["passage.id"], name=op.f("fk_closed_decision_passage_id_passage")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closed_decision")),
    )
    with op.batch_alter_table("closed_decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_closed_decision_document_id"), ["document_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_closed_decision_passage_id"), ["passage_id"], unique=False)


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("closed_decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_closed_decision_passage_id"))
        batch_op.drop_index(batch_op.f("ix_closed_decision_document_id"))

    op.drop_table("closed_decision")
