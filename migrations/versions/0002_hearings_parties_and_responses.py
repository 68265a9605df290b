"""hearings, parties and responses

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

from ingest.archive import model

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "cpr_finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("certainty", sa.String(), nullable=False),
        sa.Column("masked", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("context", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", model.UtcTime(), nullable=True),
        sa.Column("found_at", model.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_cpr_finding_document_id_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cpr_finding")),
    )
    with op.batch_alter_table("cpr_finding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cpr_finding_document_id"), ["document_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cpr_finding_state"), ["state"], unique=False)

    op.create_table(
        "synonym_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", model.UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_synonym_group")),
    )
    op.create_table(
        "page_correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("made_at", model.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_page_correction_document_id_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_correction")),
    )
    with op.batch_alter_table("page_correction", schema=None) as batch_op:
        batch_op.create_index("ix_page_correction_page", ["document_id", "number"], unique=False)

    op.create_table(
        "party",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("mail", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("active_from", sa.Date(), nullable=True),
        sa.Column("active_to", sa.Date(), nullable=True),
        sa.Column("created_at", model.UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party")),
        sa.UniqueConstraint("name_key", name=op.f("uq_party_name_key")),
    )
    op.create_table(
        "party_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party_group")),
        sa.UniqueConstraint("name", name=op.f("uq_party_group_name")),
    )
    op.create_table(
        "party_contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("mail", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_party_contact_party_id_party"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party_contact")),
    )
    with op.batch_alter_table("party_contact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_party_contact_party_id"), ["party_id"], unique=False)

    op.create_table(
        "party_group_member",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["party_group.id"],
            name=op.f("fk_party_group_member_group_id_party_group"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_party_group_member_party_id_party"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("group_id", "party_id", name=op.f("pk_party_group_member")),
    )
    with op.batch_alter_table("party_group_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_party_group_member_party_id"), ["party_id"], unique=False)

    op.create_table(
        "party_meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_party_meeting_party_id_party"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party_meeting")),
        sa.UniqueConstraint("party_id", "day", name=op.f("uq_party_meeting_party_id")),
    )
    op.create_table(
        "party_user",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_party_user_party_id_party"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_party_user_user_id_user"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party_user")),
        sa.UniqueConstraint("party_id", "user_id", name=op.f("uq_party_user_party_id")),
    )
    with op.batch_alter_table("party_user", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_party_user_user_id"), ["user_id"], unique=False)

    op.create_table(
        "hearing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("case_number", sa.String(), nullable=True),
        sa.Column("kle_subject", sa.String(), nullable=True),
        sa.Column("committee", sa.String(), nullable=True),
        sa.Column("decision_document_id", sa.Integer(), nullable=True),
        sa.Column("decision_passage_id", sa.Integer(), nullable=True),
        sa.Column("opens_on", sa.Date(), nullable=True),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.Column("reminder_days", sa.JSON(), nullable=False),
        sa.Column("template", sa.Boolean(), nullable=False),
        sa.Column("historical", sa.Boolean(), nullable=False),
        sa.Column("published_at", model.UtcTime(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("created_at", model.UtcTime(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["user.id"], name=op.f("fk_hearing_created_by_user")),
        sa.ForeignKeyConstraint(
            ["decision_document_id"], ["document.id"], name=op.f("fk_hearing_decision_document_id_document")
        ),
        sa.ForeignKeyConstraint(
            ["decision_passage_id"], ["passage.id"], name=op.f("fk_hearing_decision_passage_id_passage")
        ),
        sa.ForeignKeyConstraint(["officer_id"], ["user.id"], name=op.f("fk_hearing_officer_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hearing")),
    )
    with op.batch_alter_table("hearing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hearing_case_number"), ["case_number"], unique=False)
        batch_op.create_index(batch_op.f("ix_hearing_deadline"), ["deadline"], unique=False)

    op.create_table(
        "hearing_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hearing_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("job_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_hearing_paper_document_id_document")),
        sa.ForeignKeyConstraint(
            ["hearing_id"], ["hearing.id"], name=op.f("fk_hearing_paper_hearing_id_hearing"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_hearing_paper_job_id_job")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hearing_paper")),
    )
    with op.batch_alter_table("hearing_paper", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hearing_paper_document_id"), ["document_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_hearing_paper_hearing_id"), ["hearing_id"], unique=False)

    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hearing_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("link_revoked", sa.Boolean(), nullable=False),
        sa.Column("extended_to", sa.Date(), nullable=True),
        sa.Column("extended_why", sa.String(), nullable=False),
        sa.Column("answered_before_us", sa.Boolean(), nullable=True),
        sa.Column("created_at", model.UtcTime(), nullable=False),
        sa.Column("withdrawn_at", model.UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["hearing_id"], ["hearing.id"], name=op.f("fk_invitation_hearing_id_hearing"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_invitation_party_id_party")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_party_id"), ["party_id"], unique=False)
        batch_op.create_index(
            "uq_invitation_hearing_party",
            ["hearing_id", "party_id"],
            unique=True,
            sqlite_where=sa.text("party_id IS NOT NULL"),
            postgresql_where=sa.text("party_id IS NOT NULL"),
        )

    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hearing_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hearing_id"], ["hearing.id"], name=op.f("fk_question_hearing_id_hearing"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
    )
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_question_hearing_id"), ["hearing_id"], unique=False)

    op.create_table(
        "extension_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("wanted", sa.Date(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_at", model.UtcTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", model.UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["answered_by"], ["user.id"], name=op.f("fk_extension_request_answered_by_user")),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["invitation.id"],
            name=op.f("fk_extension_request_invitation_id_invitation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extension_request")),
    )
    with op.batch_alter_table("extension_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_extension_request_invitation_id"), ["invitation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_extension_request_state"), ["state"], unique=False)

    op.create_table(
        "hearing_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hearing_id", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", model.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hearing_id"], ["hearing.id"], name=op.f("fk_hearing_event_hearing_id_hearing"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitation.id"], name=op.f("fk_hearing_event_invitation_id_invitation")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_hearing_event_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hearing_event")),
    )
    with op.batch_alter_table("hearing_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hearing_event_hearing_id"), ["hearing_id"], unique=False)

    op.create_table(
        "response",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hearing_id", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=True),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("draft", sa.JSON(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("changed_at", model.UtcTime(), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("current", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", model.UtcTime(), nullable=True),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("registered_by", sa.Integer(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("case_number", sa.String(), nullable=True),
        sa.Column("document_number", sa.String(), nullable=True),
        sa.Column("theme", sa.String(), nullable=False),
        sa.Column("journalised_at", model.UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["hearing_id"], ["hearing.id"], name=op.f("fk_response_hearing_id_hearing")),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitation.id"], name=op.f("fk_response_invitation_id_invitation")
        ),
        sa.ForeignKeyConstraint(["registered_by"], ["user.id"], name=op.f("fk_response_registered_by_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response")),
    )
    with op.batch_alter_table("response", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_response_hearing_id"), ["hearing_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_response_journalised_at"), ["journalised_at"], unique=False)
        batch_op.create_index(
            "uq_response_invitation",
            ["invitation_id"],
            unique=True,
            sqlite_where=sa.text("invitation_id IS NOT NULL"),
            postgresql_where=sa.text("invitation_id IS NOT NULL"),
        )

    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("added_at", model.UtcTime(), nullable=False),
        sa.Column("removed_at", model.UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_attachment_document_id_document")),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_attachment_job_id_job")),
        sa.ForeignKeyConstraint(["response_id"], ["response.id"], name=op.f("fk_attachment_response_id_response")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attachment_document_id"), ["document_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachment_response_id"), ["response_id"], unique=False)

    op.create_table(
        "response_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("receipt_number", sa.String(), nullable=False),
        sa.Column("submission", sa.String(), nullable=False),
        sa.Column("sent_by", sa.String(), nullable=False),
        sa.Column("sent_at", model.UtcTime(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("cpr_reason", sa.String(), nullable=True),
        sa.Column("job_id", sa.Integer(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_response_version_document_id_document")
        ),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_response_version_job_id_job")),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_response_version_response_id_response")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response_version")),
        sa.UniqueConstraint("receipt_number", name=op.f("uq_response_version_receipt_number")),
        sa.UniqueConstraint("response_id", "number", name=op.f("uq_response_version_response_id")),
        sa.UniqueConstraint("submission", name=op.f("uq_response_version_submission")),
    )
    with op.batch_alter_table("response_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_response_version_document_id"), ["document_id"], unique=False)

    op.create_table(
        "dispatch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hearing_id", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=True),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("days_before", sa.Integer(), nullable=True),
        sa.Column("for_deadline", sa.Date(), nullable=True),
        sa.Column("created_at", model.UtcTime(), nullable=False),
        sa.Column("sent_at", model.UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["hearing_id"], ["hearing.id"], name=op.f("fk_dispatch_hearing_id_hearing"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitation.id"], name=op.f("fk_dispatch_invitation_id_invitation")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["response_version.id"], name=op.f("fk_dispatch_version_id_response_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispatch")),
        sa.UniqueConstraint(
            "invitation_id", "kind", "days_before", "for_deadline", "address", name=op.f("uq_dispatch_invitation_id")
        ),
    )
    with op.batch_alter_table("dispatch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dispatch_hearing_id"), ["hearing_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_dispatch_invitation_id"), ["invitation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_dispatch_state"), ["state"], unique=False)

    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.add_column(sa.Column("audience", sa.String(), nullable=True))


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.drop_column("audience")

    with op.batch_alter_table("dispatch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dispatch_state"))
        batch_op.drop_index(batch_op.f("ix_dispatch_invitation_id"))
        batch_op.drop_index(batch_op.f("ix_dispatch_hearing_id"))

    op.drop_table("dispatch")
    with op.batch_alter_table("response_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_response_version_document_id"))

    op.drop_table("response_version")
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attachment_response_id"))
        batch_op.drop_index(batch_op.f("ix_attachment_document_id"))

    op.drop_table("attachment")
    with op.batch_alter_table("response", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_response_invitation",
            sqlite_where=sa.text("invitation_id IS NOT NULL"),
            postgresql_where=sa.text("invitation_id IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_response_journalised_at"))
        batch_op.drop_index(batch_op.f("ix_response_hearing_id"))

    op.drop_table("response")
    with op.batch_alter_table("hearing_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_hearing_event_hearing_id"))

    op.drop_table("hearing_event")
    with op.batch_alter_table("extension_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_extension_request_state"))
        batch_op.drop_index(batch_op.f("ix_extension_request_invitation_id"))

    op.drop_table("extension_request")
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_question_hearing_id"))

    op.drop_table("question")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_invitation_hearing_party",
            sqlite_where=sa.text("party_id IS NOT NULL"),
            postgresql_where=sa.text("party_id IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_invitation_party_id"))

    op.drop_table("invitation")
    with op.batch_alter_table("hearing_paper", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_hearing_paper_hearing_id"))
        batch_op.drop_index(batch_op.f("ix_hearing_paper_document_id"))

    op.drop_table("hearing_paper")
    with op.batch_alter_table("hearing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_hearing_deadline"))
        batch_op.drop_index(batch_op.f("ix_hearing_case_number"))

    op.drop_table("hearing")
    with op.batch_alter_table("party_user", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_party_user_user_id"))

    op.drop_table("party_user")
    op.drop_table("party_meeting")
    with op.batch_alter_table("party_group_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_party_group_member_party_id"))

    op.drop_table("party_group_member")
    with op.batch_alter_table("party_contact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_party_contact_party_id"))

    op.drop_table("party_contact")
    op.drop_table("party_group")
    op.drop_table("party")
    op.drop_table("page_correction")
    op.drop_table("synonym_group")
    op.drop_table("cpr_finding")
