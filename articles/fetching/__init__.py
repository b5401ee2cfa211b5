"""The one door through which this site asks others: public addresses only, within bounds of size and time."""
