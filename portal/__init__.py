"""The web: people, hearings, responses and pages."""
