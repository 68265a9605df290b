"""what archivists say about single items; annexes have one name

Revision ID: 0005
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

from ingest.archive import model

revision = "0005"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "item_correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("passage_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("heading", sa.String(), nullable=False),
        sa.Column("quote", sa.String(), nullable=False),
        sa.Column("lost", sa.Boolean(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("made_at", model.UtcTime(), nullable=False),
        sa.Column("withdrawn_by", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", model.UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_item_correction_document_id_document")),
        sa.ForeignKeyConstraint(["passage_id"], ["passage.id"], name=op.f("fk_item_correction_passage_id_passage")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_correction")),
    )
    with op.batch_alter_table("item_correction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_item_correction_document_id"), ["document_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_item_correction_passage_id"), ["passage_id"], unique=False)
    op.add_column("passage", sa.Column("as_read", sa.JSON(), nullable=True))
    op.execute("UPDATE field_value SET name = 'attachment' WHERE name = 'annex'")


def downgrade() -> None:
    """Go back."""
    op.execute("UPDATE field_value SET name = 'annex' WHERE name = 'attachment' AND passage_id IS NOT NULL")
    op.drop_column("passage", "as_read")
    with op.batch_alter_table("item_correction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_item_correction_passage_id"))
        batch_op.drop_index(batch_op.f("ix_item_correction_document_id"))

    op.drop_table("item_correction")
