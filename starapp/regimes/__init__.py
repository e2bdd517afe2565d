"""What each legal regime asks: calendars, periods, sections. Data and pure functions only."""
