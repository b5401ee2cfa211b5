"""What moderators do to people: warning, premoderation, suspension and ban; what that means, and how it is told."""
