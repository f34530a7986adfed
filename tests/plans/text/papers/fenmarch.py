"""A made-up paper of the Fenmarch office with every trap that real papers hold."""

FENMARCH_PAPER = """OFFICIAL Agenda Item: 7.0

To: Fenmarch Assurance Board

From: Acting Chief Executive

Date: 3 March 2026

XXXX

Keeping the Fenmarch plan under review

1. Purpose

1.1 To ask the Board (the “Board”) to note how the Fenmarch plan is kept under review.

2. Recommendations

2.1 The Board is asked to note this report and to comment on the priorities in it.

3. Background

3.1  The plan is reviewed in each quarter,and the words below come from the last review of long-
term work.

3.2 The review looked at:

• rural crime and the roads of the fens

• what victims told the office

3.4 The officer who leads on rural crime was away for  part of the quarter, and the figures for the

OFFICIAL Agenda Item: 7.0

second half were put together from the returns of the three district commanders.

3.4 The figures transends the quarter.

3.3 A further table is in the appendix.

Timetable

4.1 The next review is in June.

5. Background

5.1 Nothing in the office's budget changes.

7 Recommendation

- 7.1 The Board is asked to note this report and to comment on the priorities in it

BIBLIOGRAPHY

Source Document(s)\tContact Officer(s)
Fenmarch Police and Crime Plan\tAda Thorne, Policy Officer

APPENDIX 1

Rural crime

Lanes and farms are visited weekly.

People heard

Victims were asked in person.
"""

# What a reader of the paper above would flag, by hand.
FENMARCH_ODDITIES = {
    ("marking", "line 1"),
    ("placeholder", "line 9"),
    ("spacing-after-number", "paragraph 3.1"),
    ("missing-space", "paragraph 3.1"),
    ("line-end-hyphen", "paragraph 3.1"),
    ("double-space", "paragraph 3.4"),
    ("page-header", "paragraph 3.4"),
    ("marking", "paragraph 3.4"),
    ("page-break", "paragraph 3.4"),
    ("number-twice", "paragraph 3.4"),
    ("possible-misspelling", "paragraph 3.4"),
    ("number-backwards", "paragraph 3.3"),
    ("heading-without-number", "section “Timetable”"),
    ("section-title-twice", "section 5"),
    ("quotation-marks", "paragraph 5.1"),
    ("section-number-missing", "section 6"),
    ("heading-without-dot", "section 7"),
    ("bullet-before-number", "paragraph 7.1"),
    ("repeated-with-difference", "paragraph 7.1"),
}
