"""Whether escalations were handled well: scorecards, samples, agreement, coding, feedback."""
