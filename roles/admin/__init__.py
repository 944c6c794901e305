"""Roles in the admin, with what is known about them, and the vocabulary they are told in."""

from roles.admin import figures, related, rolefacts, roles, vocabulary

__all__ = ["figures", "related", "rolefacts", "roles", "vocabulary"]
