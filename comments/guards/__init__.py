"""What a comment passes before it is published: each guard says nothing, or why the comment is not taken as it is.

Guards look and never write, so that the same form sent again is judged by what came of it before.
"""
