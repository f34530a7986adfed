"""The pages of meetings, drawn alike in the office's room for its boards and in the Panel's room for the Panel."""
