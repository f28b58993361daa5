"""`copydesk review`: a page on loopback on which people see what was done, and decide."""
