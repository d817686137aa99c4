"""``manage.py publish_scheduled``: Wagtail's command, after what a blocker rule stands against was taken off the schedule."""

from __future__ import annotations

from typing import Any

from wagtail.management.commands.publish_scheduled import Command as PublishScheduled

from home.scheduled_publishing import hold_back_blocked


class Command(PublishScheduled):
    """No way past the rules: not by hand, not by workflow, not by the clock."""

    help = "Công khai và gỡ theo lịch, trừ những gì quy định chặn (đồng hồ tự làm)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Hold back, then publish the rest."""
        if not options.get("dryrun"):
            for name in hold_back_blocked():
                self.stdout.write(f"Chưa công khai theo lịch vì quy định chưa đạt: {name}")
        super().handle(*args, **options)
