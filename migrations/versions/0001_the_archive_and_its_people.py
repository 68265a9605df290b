"""the archive and its people

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

from ingest.archive import model

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("period", sa.String(), nullable=True),
        sa.Column("paper_at", sa.String(), nullable=True),
        sa.Column("created_at", model.UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
    )
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("cause", sa.String(), nullable=True),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("committee", sa.String(), nullable=True),
        sa.Column("meeting_date", sa.Date(), nullable=True),
        sa.Column("case_number", sa.String(), nullable=True),
        sa.Column("language_quality", sa.String(), nullable=True),
        sa.Column("has_closed", sa.Boolean(), nullable=False),
        sa.Column("added_at", model.UtcTime(), nullable=False),
        sa.Column("changed_at", model.UtcTime(), nullable=False),
        sa.Column("removed_reason", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("sha256", name=op.f("uq_document_sha256")),
    )
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_document_cause"), ["cause"], unique=False)
        batch_op.create_index(batch_op.f("ix_document_committee"), ["committee"], unique=False)
        batch_op.create_index(batch_op.f("ix_document_kind"), ["kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_document_meeting_date"), ["meeting_date"], unique=False)
        batch_op.create_index(batch_op.f("ix_document_state"), ["state"], unique=False)

    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("due_at", model.UtcTime(), nullable=False),
        sa.Column("lease_until", model.UtcTime(), nullable=True),
        sa.Column("worker", sa.String(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("created_at", model.UtcTime(), nullable=False),
        sa.Column("finished_at", model.UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_job_state"), ["state"], unique=False)

    op.create_table(
        "user",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("session_version", sa.Integer(), nullable=False),
        sa.Column("created_at", model.UtcTime(), nullable=False),
        sa.Column("last_login_at", model.UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sa.UniqueConstraint("username", name=op.f("uq_user_username")),
    )
    op.create_table(
        "closed_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("committee", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_closed_grant_user_id_user"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closed_grant")),
        sa.UniqueConstraint("user_id", "committee", name=op.f("uq_closed_grant_user_id")),
    )
    op.create_table(
        "index_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_index_change_document_id_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_index_change")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "parse",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("ocr_pages", sa.Integer(), nullable=False),
        sa.Column("repaired_words", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("made_at", model.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_parse_document_id_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parse")),
    )
    with op.batch_alter_table("parse", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_parse_document_id"), ["document_id"], unique=False)

    op.create_table(
        "sighting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("member_path", sa.String(), nullable=True),
        sa.Column("duplicate", sa.Boolean(), nullable=False),
        sa.Column("seen_at", model.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_sighting_batch_id_batch")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_sighting_document_id_document")),
        sa.ForeignKeyConstraint(["parent_id"], ["document.id"], name=op.f("fk_sighting_parent_id_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sighting")),
        sa.UniqueConstraint("path", "document_id", name=op.f("uq_sighting_path")),
    )
    with op.batch_alter_table("sighting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sighting_document_id"), ["document_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sighting_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("parse_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("chosen", sa.Integer(), nullable=False),
        sa.Column("quality", sa.Double(), nullable=True),
        sa.Column("problem", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["parse_id"], ["parse.id"], name=op.f("fk_page_parse_id_parse"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page")),
        sa.UniqueConstraint("parse_id", "number", name=op.f("uq_page_parse_id")),
    )
    op.create_table(
        "passage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("parse_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("heading", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("segments", sa.JSON(), nullable=False),
        sa.Column("first_page", sa.Integer(), nullable=False),
        sa.Column("last_page", sa.Integer(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("closed_reason", sa.String(), nullable=False),
        sa.Column("damaged", sa.Boolean(), nullable=False),
        sa.Column("superseded_at", model.UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_passage_document_id_document")),
        sa.ForeignKeyConstraint(["parse_id"], ["parse.id"], name=op.f("fk_passage_parse_id_parse")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage")),
    )
    with op.batch_alter_table("passage", schema=None) as batch_op:
        batch_op.create_index("ix_passage_document_live", ["document_id", "superseded_at"], unique=False)

    op.create_table(
        "closed_opening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("passage_id", sa.Integer(), nullable=True),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("at", model.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_closed_opening_document_id_document")),
        sa.ForeignKeyConstraint(["passage_id"], ["passage.id"], name=op.f("fk_closed_opening_passage_id_passage")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_closed_opening_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closed_opening")),
    )
    with op.batch_alter_table("closed_opening", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_closed_opening_document_id"), ["document_id"], unique=False)

    op.create_table(
        "field_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("passage_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("evidence_page", sa.Integer(), nullable=True),
        sa.Column("evidence_text", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_field_value_document_id_document")),
        sa.ForeignKeyConstraint(["passage_id"], ["passage.id"], name=op.f("fk_field_value_passage_id_passage")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_field_value")),
    )
    with op.batch_alter_table("field_value", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_field_value_document_id"), ["document_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_field_value_passage_id"), ["passage_id"], unique=False)

    op.create_table(
        "page_layer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("quality", sa.Double(), nullable=True),
        sa.Column("made_by", sa.String(), nullable=True),
        sa.Column("made_at", model.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name=op.f("fk_page_layer_page_id_page"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_layer")),
    )
    with op.batch_alter_table("page_layer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_page_layer_page_id"), ["page_id"], unique=False)

    op.create_table(
        "passage_streams",
        sa.Column("passage_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["passage_id"], ["passage.id"], name=op.f("fk_passage_streams_passage_id_passage"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("passage_id", name=op.f("pk_passage_streams")),
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("passage_streams")
    with op.batch_alter_table("page_layer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_page_layer_page_id"))

    op.drop_table("page_layer")
    with op.batch_alter_table("field_value", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_field_value_passage_id"))
        batch_op.drop_index(batch_op.f("ix_field_value_document_id"))

    op.drop_table("field_value")
    with op.batch_alter_table("closed_opening", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_closed_opening_document_id"))

    op.drop_table("closed_opening")
    with op.batch_alter_table("passage", schema=None) as batch_op:
        batch_op.drop_index("ix_passage_document_live")

    op.drop_table("passage")
    op.drop_table("page")
    with op.batch_alter_table("sighting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sighting_parent_id"))
        batch_op.drop_index(batch_op.f("ix_sighting_document_id"))

    op.drop_table("sighting")
    with op.batch_alter_table("parse", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_parse_document_id"))

    op.drop_table("parse")
    op.drop_table("index_change")
    op.drop_table("closed_grant")
    op.drop_table("user")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_job_state"))

    op.drop_table("job")
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_document_state"))
        batch_op.drop_index(batch_op.f("ix_document_meeting_date"))
        batch_op.drop_index(batch_op.f("ix_document_kind"))
        batch_op.drop_index(batch_op.f("ix_document_committee"))
        batch_op.drop_index(batch_op.f("ix_document_cause"))

    op.drop_table("document")
    op.drop_table("batch")
