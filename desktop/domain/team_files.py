"""What a desktop and an installer know a team file by; its contents are ``engine.teamfile``'s."""

from __future__ import annotations

ENDING = ".sportello"
MEDIA_TYPE = "application/vnd.sportello.team+json"
