"""Speed and accuracy beside the tools a user would otherwise pick; run by hand."""
