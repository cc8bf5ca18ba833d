"""Every key of the app, in one list: footer, help, palette, `annotator keys` and the README come from it.

A *scope* is where a key acts: `app` everywhere, else one screen. An `id` is what a user's key map
names. This file is data: it loads no textual, so that `annotator keys` answers at once.
"""

# ruff: noqa: E501 - a table is read by its columns

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from annotator.tui.keys.claims_keys import CLAIMS_KEYS, shared_with_claims
from annotator.tui.keys.key import Key, Scope

WITHHELD = "withheld"
"""What a key map gives an action that is not to be had at all, not even from the palette."""

__all__ = ["ASKING", "COUNTED", "KEYS", "Key", "Scope", "acting_in", "in_scope", "key_of", "sign"]

KEYS: tuple[Key, ...] = (
    Key("accept", "space", "accept", "accept", "Accept the suggestion and go to the next undecided one", "Decide", rank=1),
    Key("reject", "x", "reject", "reject", "Reject the suggestion, or remove the span, and go on", "Decide", rank=2),
    Key("label", "A-Z,0-9", "label", "label", "A label’s own key, or the number of one of the first nine: relabel what is focused, or add a span over the selection or word", "Decide", rank=11, hot=True),
    Key("picker", "enter", "picker", "pick label", "Choose the label from a list: type to filter; a digit takes one given lately; a name that is missing becomes a label; tab changes one", "Decide", rank=13),
    Key("again", "full_stop", "again", "again", "Give the last label again, or accept, reject, decide alike as last", "Decide"),
    Key("all_same", "asterisk", "all_same", "all same", "Decide every identical string of the article like the focused one, or like what was just added", "Decide", rank=10),
    Key("accept_sure", "y", "accept_sure", "accept sure", "Accept all undecided suggestions that are sure enough", "Decide", rank=9),
    Key("rival", "tilde,apostrophe", "rival", "rival", "Show the next rival suggestion for the same place", "Decide", rank=14),
    Key("undo", "u", "undo", "undo", "Take back your last action, wherever it was", "Decide", rank=7),
    Key("redo", "r", "redo", "redo", "Bring back what was undone", "Decide"),
    Key("left_grow", "left_square_bracket,alt+left", "edge('left', -1)", "left edge ←", "Grow the left edge of the selection or span by a token", "Edges", rank=4),
    Key("right_grow", "right_square_bracket,ctrl+right", "edge('right', 1)", "right edge →", "Grow the right edge of the selection or span by a token", "Edges", rank=4),
    Key("left_shrink", "left_curly_bracket,alt+right", "edge('left', 1)", "left edge →", "Shrink the left edge of the selection or span by a token, in a single one by a part", "Edges", rank=4),
    Key("right_shrink", "right_curly_bracket,ctrl+left", "edge('right', -1)", "right edge ←", "Shrink the right edge of the selection or span by a token, in a single one by a part", "Edges", rank=4),
    Key("split", "vertical_line", "split", "split", "Split the span before the word under the cursor", "Edges"),
    Key("merge", "plus", "merge", "merge", "Merge the span with the next one, under its own label", "Edges"),
    Key("by_character", "backslash,minus", "by_character", "by character", "Make the next edge key move one character", "Edges"),
    Key("next", "tab", "next", "next", "Go to the next undecided suggestion", "Go", rank=3),
    Key("previous", "shift+tab", "previous", "previous", "Go to the previous undecided suggestion", "Go"),
    Key("unlabelled", "", "stop_at_unlabelled", "unlabelled", "Let tab stop at names that look unlabelled too, or no more", "Go"),
    Key("next_span", "j", "next_span", "next span", "Go to the next span of any kind", "Go"),
    Key("previous_span", "k", "previous_span", "previous span", "Go to the previous span of any kind", "Go"),
    Key("next_auto", "a", "next_auto", "self-accepted", "Go to the next string that accepted itself", "Go"),
    Key("word_right", "right,w", "word(1)", "word →", "Move the cursor a token on", "Go"),
    Key("word_left", "left,b", "word(-1)", "word ←", "Move the cursor a token back", "Go"),
    Key("row_down", "down", "row(1)", "row ↓", "Move the cursor a row down", "Go"),
    Key("row_up", "up", "row(-1)", "row ↑", "Move the cursor a row up", "Go"),
    Key("next_task", "semicolon", "next_task", "task", "Go on to the next task of the scheme, where it has more than spans: relations, attributes, which spans are the same, who they are", "Go", rank=7.5),
    Key("sentence_right", "right_parenthesis", "sentence(1)", "sentence →", "Move the cursor to the next sentence", "Go"),
    Key("sentence_left", "left_parenthesis", "sentence(-1)", "sentence ←", "Move the cursor to the beginning of the sentence", "Go"),
    Key("grapheme_right", "l", "grapheme(1)", "character →", "Move the cursor a character on", "Go"),
    Key("grapheme_left", "h", "grapheme(-1)", "character ←", "Move the cursor a character back", "Go"),
    Key("jump_back", "ctrl+o", "jump_back", "jump back", "Go back to where you were, before a search, another article, a jump", "Go"),
    Key("jump_forward", "ctrl+n", "jump_forward", "jump forward", "Come back from there", "Go"),
    Key("last_edit", "grave_accent", "last_edit", "last edit", "Go to what you decided last; again: to what you decided before", "Go"),
    Key("recent_articles", "less_than_sign", "recent_articles", "lately", "Go back to one of the articles you were in lately: a digit opens it", "Go"),
    Key("count", "number_sign", "count", "count", "Type a number: so often is the key behind it pressed, if it goes, selects, moves an edge, undoes", "Go"),
    Key("row_start", "home", "row_edge('start')", "row start", "Move to the beginning of the row", "Go"),
    Key("row_end", "end", "row_edge('end')", "row end", "Move to the end of the row", "Go"),
    Key("page_down", "pagedown", "page(1)", "page ↓", "Move a page down", "Go"),
    Key("page_up", "pageup", "page(-1)", "page ↑", "Move a page up", "Go"),
    Key("top", "ctrl+home", "text_edge('start')", "top", "Move to the beginning of the article", "Go"),
    Key("bottom", "ctrl+end", "text_edge('end')", "end", "Move to the end of the article", "Go"),
    Key("select", "v", "select", "select", "Begin a selection with the span or word under the cursor, or let it go", "Select", rank=12),
    Key("select_right", "shift+right", "extend_word(1)", "select →", "Select a token more to the right", "Select"),
    Key("select_left", "shift+left", "extend_word(-1)", "select ←", "Select a token more to the left", "Select"),
    Key("select_down", "shift+down", "extend_row(1)", "select ↓", "Select a row down", "Select"),
    Key("select_up", "shift+up", "extend_row(-1)", "select ↑", "Select a row up", "Select"),
    Key("let_go", "escape", "let_go", "let go", "Let go of the selection, of what was just added, of a filter; close what is open", "Select"),
    Key("hints", "f", "hints", "hints", "Show letters on likely spans that are not covered yet; twice on every word, three times on the parts of words with hyphens; where words have no spaces, on every other sign, twice on those between; a second word selects up to it", "Select", rank=6),
    Key("span_hints", "quotation_mark", "span_hints", "span letters", "Show letters on spans and suggestions, to go to one", "Go"),
    Key("comment", "c", "comment", "comment", "Comment on the focused span, or on the article; your own comment there is changed", "Article"),
    Key("flag", "exclamation_mark", "flag", "flag", "Flag the article for attention", "Article"),
    Key("notes", "at", "notes", "notes", "Show what you and others wrote: comments, flags, returned articles; enter goes there", "Article"),
    Key("article_labels", "g", "article_labels", "article labels", "Choose labels for the article as a whole", "Article"),
    Key("finish", "s", "finish", "finish", "Finish the article and open the next", "Article", rank=5),
    Key("skip", "i", "skip", "skip", "Pass the article by", "Article"),
    Key("later", "underscore", "later", "later", "Put the article off: after all others or so many, for some hours, until tomorrow; it stays open", "Article"),
    Key("language", "", "language", "language", "Say which language the article is in: what is for that reads it anew", "Article"),
    Key("next_article", "n", "next_article", "next article", "Open the next article", "Article"),
    Key("previous_article", "p", "previous_article", "previous article", "Open the previous article", "Article"),
    Key("corrections", "equals_sign", "corrections", "my corrections", "Show what review made of your spans, and why", "Show"),
    Key("search", "slash", "search", "search", "Search in the article; enter goes from hit to hit, any other key then is for what was found; enter alone looks for the last words again", "Show"),
    Key("go_to", "colon", "go_to", "go to", "Go to an article, an offset, 0 (top) or $ (end)", "Show"),
    Key("guideline", "d", "guideline", "guideline", "Show what every label is for, the focused one first: beside the text where there is room, else as a page", "Show"),
    Key("guide_down", "ctrl+down", "guide(3)", "guideline ↓", "Scroll the guideline beside the text down", "Show"),
    Key("guide_up", "ctrl+up", "guide(-3)", "guideline ↑", "Scroll the guideline beside the text up", "Show"),
    Key("example", "percent_sign", "example", "example", "Make the focused span an example of its label in the guideline, or take it out again", "Show"),
    Key("labels", "", "labels", "labels", "Change a label: its key, colour, place and guideline; or make one", "Show"),
    Key("folded", "e", "folded", "folded", "Show suggestions that were folded away", "Show"),
    Key("sources", "m", "sources", "sources", "Show what each source of suggestions is worth; switch it, fold away what is weak", "Show"),
    Key("order", "comma", "order", "tab order", "Let tab go by place, or to the weakest first", "Show"),
    Key("where_else", "ampersand", "where_else", "where else", "Show where else in the project these words stand, what was said there, and set it right", "Show"),
    Key("side_list", "t", "side_list", "list", "Show the side list of spans, or hide it; / right behind it filters, and right behind the filter a key that decides is for all that is listed", "Show"),
    Key("display", "o", "display", "display", "Change the display: lanes under every row, only where spans are, short forms behind the spans, colours alone", "Show"),
    Key("rejected", "z", "rejected", "rejected", "Show rejected suggestions", "Show"),
    Key("back", "q", "back", "back", "Back to the library", "App", rank=15),
    Key("open", "enter,space", "open", "open", "Open the article under the cursor", "Library", "library", rank=1),
    Key("open_next", "n", "open_next", "next one", "Open the next article to work on", "Library", "library", rank=2),
    Key("library_down", "j,down", "down", "down", "Go down", "Library", "library"),
    Key("library_up", "k,up", "up", "up", "Go up", "Library", "library"),
    Key("library_search", "slash", "search", "search", "Filter the articles: words of the title, or state:new words:>500 label:PERSON and more", "Library", "library", rank=3),
    Key("library_sort", "s", "sort", "sort", "Sort the articles: by title, state, length, date and more, either way", "Library", "library", rank=4),
    Key("library_mark", "x", "mark", "mark", "Mark the article under the cursor, or let it go, and go down", "Library", "library", rank=5),
    Key("library_mark_down", "shift+down", "mark_range(1)", "mark ↓", "Mark from here down", "Library", "library"),
    Key("library_mark_up", "shift+up", "mark_range(-1)", "mark ↑", "Mark from here up", "Library", "library"),
    Key("library_mark_all", "asterisk", "mark_all", "mark all", "Mark all that are listed, or let all go", "Library", "library"),
    Key("library_with_marked", "full_stop", "with_marked", "do", "Do something with the marked articles, else with the one under the cursor: archive, restore, give, flag", "Library", "library", rank=6),
    Key("library_columns", "c", "columns", "columns", "Choose the columns of the library", "Library", "library", rank=17),
    Key("library_preview", "t", "preview", "preview", "Show the article under the cursor beside the list, or hide it, from 120 columns on", "Library", "library"),
    Key("library_review", "v", "review", "review", "Review the article under the cursor", "Library", "library", rank=7),
    Key("library_agree", "m", "agree", "agreement", "Show how far annotators agree", "Library", "library", rank=10),
    Key("library_dashboard", "d", "dashboard", "dashboard", "Show progress, labels and sources", "Library", "library", rank=11),
    Key("library_my_day", "y", "my_day", "my day", "Show what you have done today, against your goal", "Library", "library", rank=12),
    Key("library_second_look", "a", "second_look", "second look", "Decide a few of your finished spans again, to see how far you agree with yourself", "Library", "library", rank=14),
    Key("library_recheck", "r", "recheck", "recheck", "Recheck: go through a list of places to be seen again", "Library", "library", rank=20),
    Key("library_asked", "exclamation_mark", "asked", "asked", "Show only what somebody flagged or commented on, or all again", "Library", "library", rank=15),
    Key("library_notes", "at", "notes", "notes", "Show what you and others wrote: comments, flags, returned articles", "Library", "library", rank=13),
    Key("library_strings", "ampersand", "strings", "strings", "Show the strings that are labelled differently, or the places of what the list is asked for, or find any words or spans", "Library", "library", rank=18),
    Key("library_settle", "e", "settle", "settle", "Vote on the conflicts of all articles: let a majority settle them, after a look at each", "Library", "library", rank=19),
    Key("library_changes", "w", "changes", "changes", "Show what changed between two tags, or since one, span by span (diff)", "Library", "library", rank=21),
    Key("library_let_go", "escape", "let_go", "let go", "Let go of the filter, or of what is marked, or stop what is under way", "Library", "library"),
    Key("library_quit", "q", "quit", "quit", "Quit", "Library", "library", rank=9),
    Key("review_take", "1-9", "take", "take", "Take the version of that number and go on", "Rule", "review", rank=1, hot=True),
    Key("review_majority", "m", "majority", "majority", "Take what more than half of the annotators say", "Rule", "review", rank=2),
    Key("review_both", "b", "both", "both", "Keep all versions, where spans may overlap", "Rule", "review", rank=11),
    Key("review_none", "x", "none", "none", "Nobody is right; off any conflict: take the span away", "Rule", "review", rank=3),
    Key("review_label", "A-Z", "label", "own label", "A label’s own key: make a version of your own, or add a span", "Rule", "review", rank=9, hot=True),
    Key("review_article_labels", "g", "article_labels", "article labels", "Set labels of the article as a whole", "Rule", "review", rank=14),
    Key("review_why", "c", "comment", "why", "Say why: a comment on the conflict, or on the article; your own there is changed", "Rule", "review", rank=7),
    Key("review_approve", "s", "approve", "approve", "Approve the article and open the next", "Rule", "review", rank=4),
    Key("review_agreed", "y", "approve_agreed", "approve agreed", "Approve all articles on which all annotators agree", "Rule", "review"),
    Key("review_rest", "", "approve_rest", "approve rest", "Approve the articles of one annotator that are not in the sample", "Rule", "review"),
    Key("review_order", "comma", "review_order", "order", "Let articles come in the next order: as added, most conflicts first, by label, by kind, by pair", "Go", "review"),
    Key("review_return", "less_than_sign", "give_back", "return", "Return the article to an annotator, with the comments", "Rule", "review", rank=10),
    Key("review_next", "tab", "next", "next", "Go to the next open conflict", "Go", "review", rank=5),
    Key("review_previous", "shift+tab", "previous", "previous", "Go to the previous open conflict", "Go", "review"),
    Key("review_task", "semicolon", "next_task", "task", "Go on to the next task of the scheme, where it has more than spans: which spans are the same, who they are, relations, attributes", "Go", "review", rank=7.5),
    Key("review_point", "f", "point", "another", "Show letters on gold spans, where the same entities or relations are reviewed: the one that is right is the entity, or the other end", "Rule", "review", rank=8.5),
    Key("review_side_list", "t", "side_list", "list", "Show the side list of conflicts", "Show", "review"),
    Key("review_rejected", "z", "rejected", "losers", "Show the versions that were not taken, and what was refused", "Show", "review"),
    Key("agree_open", "enter,space", "open", "open", "Open the spans behind the figure, or the article at the span", "Agreement", "agree", rank=1),
    Key("agree_measures", "m", "measures", "measures", "Show every figure of the pair, by every measure", "Agreement", "agree", rank=4),
    Key("agree_narrow", "f", "narrow", "narrow down", "Choose a moment, week, month or round for the matrix; a kind or label for a list", "Agreement", "agree", rank=5),
    Key("agree_left", "left,h", "go(-1, 0)", "go", "Go left", "Go", "agree", rank=2),
    Key("agree_down", "down,j", "go(0, 1)", "go", "Go down", "Go", "agree", rank=2),
    Key("agree_up", "up,k", "go(0, -1)", "go", "Go up", "Go", "agree", rank=2),
    Key("agree_right", "right,l", "go(1, 0)", "go", "Go right", "Go", "agree", rank=2),
    Key("agree_page_down", "pagedown", "page(1)", "page ↓", "Go a page down", "Go", "agree"),
    Key("agree_page_up", "pageup", "page(-1)", "page ↑", "Go a page up", "Go", "agree"),
    Key("agree_back", "q,escape", "back", "back", "Back to where one came from", "App", "agree", rank=3),
    Key("dashboard_agree", "m", "agree", "agreement", "Show how far annotators agree", "Show", "dashboard", rank=1),
    Key("dashboard_team", "t", "team", "team", "Show the board of the team: who has done what, how well, and the forecast of when all is done", "Show", "dashboard", rank=2),
    Key("team_open", "enter,space", "open", "person", "Show the articles of the person: what is left, what is farthest from gold", "Team", "team", rank=1),
    Key("team_settle", "v", "settle", "settle by vote", "Vote on the conflicts of all articles", "Team", "team", rank=2),
    Key("team_agree", "m", "agree", "agreement", "Show how far annotators agree", "Team", "team", rank=3),
    Key("team_notes", "at,c", "notes", "questions", "Show what annotators ask, and answer it", "Team", "team", rank=4),
    Key("team_assign", "g", "assign", "deal", "Assign: deal out articles to annotators", "Team", "team", rank=5),
    Key("team_down", "down,j", "go(1)", "go", "Go down", "Go", "team"),
    Key("team_up", "up,k", "go(-1)", "go", "Go up", "Go", "team"),
    Key("team_back", "q,escape", "back", "back", "Back to where one came from", "App", "team", rank=6),
    Key("person_open", "enter,space", "open", "open", "Open the article: in review, where somebody is done with it", "Articles", "person", rank=1),
    Key("person_order", "tab", "next_order(1)", "order", "Show the articles in another order: left first, farthest from gold first, longest first", "Articles", "person", rank=2),
    Key("person_order_back", "shift+tab", "next_order(-1)", "order before", "Show them in the order before", "Articles", "person"),
    Key("person_down", "down,j", "go(1)", "go", "Go down", "Go", "person"),
    Key("person_up", "up,k", "go(-1)", "go", "Go up", "Go", "person"),
    Key("person_page_down", "pagedown", "page(1)", "page ↓", "Go a page down", "Go", "person"),
    Key("person_page_up", "pageup", "page(-1)", "page ↑", "Go a page up", "Go", "person"),
    Key("person_back", "q,escape", "back", "back", "Back to the team", "App", "person", rank=3),
    Key("dashboard_back", "q,escape", "back", "back", "Back to where one came from", "App", "dashboard", rank=3),
    Key("notes_open", "enter,space", "open", "open", "Open the article at the place of the note", "Notes", "notes", rank=1),
    Key("notes_answer", "a", "answer", "answer", "Answer the note, which closes it; who asked opens it again by that", "Answer", "notes", rank=2),
    Key("notes_close", "x", "close", "close", "Close the note without a word, or open it again", "Answer", "notes", rank=3),
    Key("notes_example", "percent_sign", "example", "example", "Make the span of the note an example of its label in the guideline, with the answer, or take it out again", "Answer", "notes", rank=4),
    Key("notes_undo", "u", "undo", "undo", "Take back your last answer", "Answer", "notes", rank=5),
    Key("notes_redo", "r", "redo", "redo", "Bring it back", "Answer", "notes"),
    Key("notes_next_list", "tab,right,l", "next_list(1)", "next list", "Show the next list: open questions or to you, closed, yours, all", "Notes", "notes", rank=6),
    Key("notes_previous_list", "shift+tab,left,h", "next_list(-1)", "list before", "Show the list before", "Notes", "notes"),
    Key("notes_search", "slash", "search", "filter", "Filter by words, names, titles", "Notes", "notes", rank=7),
    Key("notes_down", "down,j", "go(1)", "go", "Go down", "Go", "notes"),
    Key("notes_up", "up,k", "go(-1)", "go", "Go up", "Go", "notes"),
    Key("notes_page_down", "pagedown", "page(1)", "page ↓", "Go a page down", "Go", "notes"),
    Key("notes_page_up", "pageup", "page(-1)", "page ↑", "Go a page up", "Go", "notes"),
    Key("notes_back", "q,escape", "back", "back", "Back to where one came from", "App", "notes", rank=9),
    Key("my_day_back", "q,escape", "back", "back", "Back to where one came from", "App", "my_day", rank=1),
    Key("look_label", "A-Z,0-9", "label", "label", "A label’s own key: say that the span has this label", "Decide", "second_look", rank=1, hot=True),
    Key("look_picker", "enter", "picker", "pick label", "Choose the label from a list: type to filter", "Decide", "second_look", rank=3),
    Key("look_none", "x", "none", "no span", "Say that it is no span", "Decide", "second_look", rank=2),
    Key("look_change", "c", "change", "change it", "Change your layer to the answer, where it is another one than before", "Decide", "second_look", rank=4),
    Key("look_undo", "u", "undo", "undo", "Take the last answer back", "Decide", "second_look", rank=7),
    Key("look_on", "space,tab,n", "go_on", "go on", "Go on to the next span; one that has no answer is shown another time", "Go", "second_look", rank=5),
    Key("look_left_grow", "left_square_bracket,alt+left", "edge('left', -1)", "left edge ←", "Grow the left edge of the answer by a token", "Edges", "second_look", rank=6),
    Key("look_right_grow", "right_square_bracket,ctrl+right", "edge('right', 1)", "right edge →", "Grow the right edge of the answer by a token", "Edges", "second_look", rank=6),
    Key("look_left_shrink", "left_curly_bracket,alt+right", "edge('left', 1)", "left edge →", "Shrink the left edge of the answer by a token", "Edges", "second_look", rank=6),
    Key("look_right_shrink", "right_curly_bracket,ctrl+left", "edge('right', -1)", "right edge ←", "Shrink the right edge of the answer by a token", "Edges", "second_look", rank=6),
    Key("look_by_character", "backslash,minus", "by_character", "by character", "Make the next edge key move one character", "Edges", "second_look"),
    Key("look_page_down", "pagedown", "scroll(1)", "page ↓", "Read a page further", "Go", "second_look"),
    Key("look_page_up", "pageup", "scroll(-1)", "page ↑", "Read a page back", "Go", "second_look"),
    Key("look_guideline", "d", "guideline", "guideline", "Read what every label is for", "Show", "second_look"),
    Key("look_back", "q,escape", "back", "back", "Back to where one came from; what has no answer is shown another time", "App", "second_look", rank=9),
    Key("lens_label", "A-Z,0-9", "label", "label", "A label’s own key: give it to what is marked, else to this place; again: also where other spans are in the way", "Set right", "lens", rank=1, hot=True),
    Key("lens_none", "x", "none", "no span", "Let no span stand just there", "Set right", "lens", rank=2),
    Key("lens_picker", "full_stop", "picker", "pick label", "Choose the label from a list: type to filter", "Set right", "lens", rank=17),
    Key("lens_propose", "greater_than_sign", "propose", "propose", "Propose labels to the annotators instead of deciding, or decide again", "Set right", "lens", rank=11),
    Key("lens_undo", "u", "undo", "undo", "Take back what was done here last, in all its articles", "Set right", "lens", rank=7),
    Key("lens_redo", "r", "redo", "redo", "Bring back what was undone", "Set right", "lens"),
    Key("lens_mark", "space", "mark", "mark", "Mark the place, or let it go, and go down", "Mark", "lens", rank=3),
    Key("lens_mark_group", "a", "mark_group", "group", "Mark all places of which the layer says the same as of this one, or let them go", "Mark", "lens", rank=4),
    Key("lens_mark_all", "asterisk", "mark_all", "all", "Mark all places, or let all go", "Mark", "lens", rank=15),
    Key("lens_list", "l", "list", "list", "Put what is marked, or every place, on a list of a name, to go through it", "Mark", "lens"),
    Key("lens_open", "enter", "open", "open", "Open the article at the place; q comes back", "Go", "lens", rank=10),
    Key("lens_odd_on", "n", "odd(1)", "odd one", "Go to the next place that is treated otherwise than most", "Go", "lens", rank=9),
    Key("lens_odd_back", "p", "odd(-1)", "odd one before", "Go to the one before of those", "Go", "lens"),
    Key("lens_string_on", "right_square_bracket", "string(1)", "next", "Go to the next string that is treated differently", "Go", "lens", rank=5),
    Key("lens_string_back", "left_square_bracket", "string(-1)", "before", "Go to the string before", "Go", "lens"),
    Key("lens_set_aside", "s", "set_aside", "right so", "The string is right as it is treated: set it aside and go to the next, or list it again", "Set right", "lens", rank=6),
    Key("lens_layer", "tab", "next_layer", "layer", "Look at gold, or at your own layer", "Show", "lens", rank=12),
    Key("lens_search", "slash", "search", "find", "Find other words, or spans by a question: label:ORG by:ben", "Show", "lens", rank=13),
    Key("lens_any_case", "c", "any_case", "case", "Let capital letters count, or not", "Show", "lens"),
    Key("lens_parts", "w", "parts", "parts of words", "Find parts of words too, or whole words alone", "Show", "lens"),
    Key("lens_guideline", "d", "guideline", "guideline", "Read what every label is for", "Show", "lens"),
    Key("lens_down", "down,j", "go(1)", "go", "Go down", "Go", "lens"),
    Key("lens_up", "up,k", "go(-1)", "go", "Go up", "Go", "lens"),
    Key("lens_page_down", "pagedown", "page(1)", "page ↓", "Go a page down", "Go", "lens"),
    Key("lens_page_up", "pageup", "page(-1)", "page ↑", "Go a page up", "Go", "lens"),
    Key("lens_first", "home", "edge('first')", "first", "Go to the first place", "Go", "lens"),
    Key("lens_last", "end", "edge('last')", "last", "Go to the last place", "Go", "lens"),
    Key("lens_back", "q,escape", "back", "back", "Back to where one came from", "App", "lens", rank=14),
    Key("strings_open", "enter,space", "open", "places", "Show the places of the string", "Strings", "strings", rank=1),
    Key("strings_set_aside", "s", "set_aside", "right so", "The string is right as it is treated: set it aside, or list it again", "Strings", "strings", rank=2),
    Key("strings_undo", "u", "undo", "undo", "Take that back, also of another day", "Strings", "strings", rank=6),
    Key("strings_redo", "r", "redo", "redo", "Bring back what was undone", "Strings", "strings"),
    Key("strings_aside", "z", "aside", "set aside", "Show the strings that were set aside, or the others again", "Strings", "strings", rank=4),
    Key("strings_layer", "tab", "next_layer", "layer", "Look at gold, or at your own layer", "Strings", "strings", rank=5),
    Key("strings_search", "slash", "search", "find", "Find any other words, or spans by a question: label:ORG by:ben", "Strings", "strings", rank=3),
    Key("strings_guideline", "d", "guideline", "guideline", "Read what every label is for", "Show", "strings"),
    Key("strings_down", "down,j", "go(1)", "go", "Go down", "Go", "strings"),
    Key("strings_up", "up,k", "go(-1)", "go", "Go up", "Go", "strings"),
    Key("strings_page_down", "pagedown", "page(1)", "page ↓", "Go a page down", "Go", "strings"),
    Key("strings_page_up", "pageup", "page(-1)", "page ↑", "Go a page up", "Go", "strings"),
    Key("strings_first", "home", "edge('first')", "first", "Go to the first string", "Go", "strings"),
    Key("strings_last", "end", "edge('last')", "last", "Go to the last string", "Go", "strings"),
    Key("strings_back", "q,escape", "back", "back", "Back to where one came from", "App", "strings", rank=7),
    Key("recheck_stay", "space", "stay", "stays", "The span stays as it is, under the guideline of now; where nothing is labelled yet, take what is suggested; go on", "Decide", "recheck", rank=1),
    Key("recheck_label", "A-Z,0-9", "label", "relabel", "A label’s own key: the span has this label; go on", "Decide", "recheck", rank=2, hot=True),
    Key("recheck_take", "y", "take", "as suggested", "Take the label that is suggested behind the arrow, and go on", "Decide", "recheck", rank=3),
    Key("recheck_none", "x", "none", "none", "It is no span; go on", "Decide", "recheck", rank=4),
    Key("recheck_alike", "asterisk", "alike", "all alike", "Let the next answer be for all places of the list with the same words and label, as one step", "Decide", "recheck", rank=5),
    Key("recheck_picker", "enter", "picker", "pick label", "Choose the label from a list: type to filter", "Decide", "recheck", rank=9),
    Key("recheck_later", "full_stop", "later", "later", "Put the place off, behind all others of the list", "Decide", "recheck", rank=7),
    Key("recheck_undo", "u", "undo", "undo", "Take your last answer on this list back, and stand there again", "Decide", "recheck", rank=6),
    Key("recheck_redo", "r", "redo", "redo", "Bring back what was undone", "Decide", "recheck"),
    Key("recheck_left_grow", "left_square_bracket,alt+left", "edge('left', -1)", "left edge ←", "Grow the left edge of the answer by a token", "Edges", "recheck", rank=11),
    Key("recheck_right_grow", "right_square_bracket,ctrl+right", "edge('right', 1)", "right edge →", "Grow the right edge of the answer by a token", "Edges", "recheck", rank=11),
    Key("recheck_left_shrink", "left_curly_bracket,alt+right", "edge('left', 1)", "left edge →", "Shrink the left edge of the answer by a token", "Edges", "recheck", rank=11),
    Key("recheck_right_shrink", "right_curly_bracket,ctrl+left", "edge('right', -1)", "right edge ←", "Shrink the right edge of the answer by a token", "Edges", "recheck", rank=11),
    Key("recheck_by_character", "backslash,minus", "by_character", "by character", "Make the next edge key move one character", "Edges", "recheck"),
    Key("recheck_others", "o", "others", "other spans", "Show the other spans of the layer, or hide them", "Show", "recheck"),
    Key("recheck_page_down", "pagedown", "scroll(1)", "page ↓", "Read a page further", "Go", "recheck"),
    Key("recheck_page_up", "pageup", "scroll(-1)", "page ↑", "Read a page back", "Go", "recheck"),
    Key("recheck_guideline", "d", "guideline", "guideline", "Read what every label is for, the one of the place first", "Show", "recheck", rank=12),
    Key("recheck_back", "q,escape", "back", "back", "Back to where one came from; what was not answered stays on the list", "App", "recheck", rank=10),
    Key("recheck", "", "recheck", "recheck", "Recheck: go through a list of places to be seen again", "App", "app"),
    Key("settle_all", "enter", "settle_all", "settle", "Settle all conflicts that are ticked, as one step", "Settle", "settle", rank=1),
    Key("settle_tick", "space", "tick", "tick", "Tick the conflict, or leave it out, and go down", "Settle", "settle", rank=2),
    Key("settle_tick_alike", "a", "tick_alike", "its kind", "Tick all conflicts of this kind, or leave them out", "Settle", "settle", rank=3),
    Key("settle_tick_all", "asterisk", "tick_all", "all", "Tick all conflicts, or leave all out", "Settle", "settle", rank=10),
    Key("settle_undo", "u", "undo", "undo", "Take back what was settled here last, in all its articles", "Settle", "settle", rank=7),
    Key("settle_redo", "r", "redo", "redo", "Bring back what was undone", "Settle", "settle"),
    Key("settle_fewer", "left_square_bracket", "at_least(-1)", "votes", "Ask for fewer votes", "Vote", "settle", rank=5),
    Key("settle_more", "right_square_bracket", "at_least(1)", "votes", "Ask for more votes", "Vote", "settle", rank=5),
    Key("settle_weigh", "w", "weigh", "by weight", "Count votes by what their annotators are worth, or one each", "Vote", "settle", rank=11),
    Key("settle_kind", "tab", "next_kind(1)", "kind", "Show only conflicts of the next kind, or all", "Show", "settle", rank=6),
    Key("settle_kind_back", "shift+tab", "next_kind(-1)", "kind before", "Show only conflicts of the kind before", "Show", "settle"),
    Key("settle_open", "o", "open", "open", "Open the article at the conflict; q comes back", "Go", "settle", rank=4),
    Key("settle_down", "down,j", "go(1)", "go", "Go down", "Go", "settle"),
    Key("settle_up", "up,k", "go(-1)", "go", "Go up", "Go", "settle"),
    Key("settle_page_down", "pagedown", "page(1)", "page ↓", "Go a page down", "Go", "settle"),
    Key("settle_page_up", "pageup", "page(-1)", "page ↑", "Go a page up", "Go", "settle"),
    Key("settle_back", "q,escape", "back", "back", "Back to where one came from", "App", "settle", rank=9),
    Key("settle", "", "settle", "settle", "Vote on the conflicts of all articles: let a majority settle them, after a look at each", "App", "app"),
    Key("changes_open", "enter,o", "open", "open", "Open the article at the change; q comes back", "Changes", "changes", rank=1),
    Key("changes_kind", "tab", "next_kind(1)", "kind", "Show only changes of the next kind, or all", "Show", "changes", rank=2),
    Key("changes_kind_back", "shift+tab", "next_kind(-1)", "kind before", "Show only changes of the kind before", "Show", "changes"),
    Key("changes_alike", "f", "alike", "labels", "Show only changes of the same labels, or all again", "Show", "changes", rank=3),
    Key("changes_whose", "w", "whose", "whose", "Compare gold, every layer, or what an export writes: gold, else yours", "Show", "changes", rank=10),
    Key("changes_earlier", "left_square_bracket", "state('since',-1)", "since", "Compare with the tag before", "Since", "changes", rank=4),
    Key("changes_later", "right_square_bracket", "state('since',1)", "since", "Compare with the tag after", "Since", "changes", rank=4),
    Key("changes_until_earlier", "left_curly_bracket", "state('until',-1)", "until", "Compare what was there at an earlier tag", "Until", "changes", rank=5),
    Key("changes_until_later", "right_curly_bracket", "state('until',1)", "until", "Compare what was there at a later tag, or now", "Until", "changes", rank=5),
    Key("changes_down", "down,j", "go(1)", "go", "Go down", "Go", "changes"),
    Key("changes_up", "up,k", "go(-1)", "go", "Go up", "Go", "changes"),
    Key("changes_page_down", "pagedown", "page(1)", "page ↓", "Go a page down", "Go", "changes"),
    Key("changes_page_up", "pageup", "page(-1)", "page ↑", "Go a page up", "Go", "changes"),
    Key("changes_first", "home", "edge('first')", "first", "Go to the first change", "Go", "changes"),
    Key("changes_last", "end", "edge('last')", "last", "Go to the last change", "Go", "changes"),
    Key("changes_back", "q,escape", "back", "back", "Back to where one came from", "App", "changes", rank=9),
    Key("changes", "", "changes", "changes", "Show what changed between two tags, or since one, span by span (diff)", "App", "app"),
    *CLAIMS_KEYS,
    Key("tag", "", "tag", "tag", "Tag the project: name the state it is in, to export or compare it later", "Project", "app"),
    Key("release", "", "release", "release", "Release a tag: a folder to be published, with data, card, guideline, agreement", "Project", "app"),
    Key("team", "", "team", "team", "Show the board of the team: who has done what, how well, and the forecast of when all is done", "App", "app"),
    Key("second_look", "", "second_look", "second look", "Decide a few of your finished spans again, to see how far you agree with yourself", "App", "app"),
    Key("my_day", "", "my_day", "my day", "Show what you have done today, against your goal", "App", "app"),
    Key("help", "question_mark", "help", "help", "Show all keys", "App", "app", rank=8),
    Key("palette", "ctrl+p", "command_palette", "palette", "Find an action by its name", "App", "app", rank=16),
    Key("add_articles", "", "add_articles", "add", "Add articles: files, folders, addresses", "Project", "app"),
    Key("suggest_all", "", "suggest_all", "suggest", "Suggest for what has no suggestions yet", "Project", "app"),
    Key("send_texts", "", "send_texts", "send texts", "Let language models be sent texts of this project, or not any more; it asks first", "Project", "app"),
    Key("export", "", "export", "export", "Export what is finished", "Project", "app"),
    Key("assign", "", "assign", "assign", "Assign: deal out articles to annotators", "Project", "app"),
    Key("settings", "", "settings", "settings", "Settings: colours, display, goal, accept_at and more, as they would look", "Project", "app"),
    Key("other_projects", "", "other_projects", "projects", "Other projects: open one that was open lately, or any file", "Project", "app"),
    Key("last_words", "", "last_words", "last report", "Show what adding, suggesting, exporting or dealing out said last", "Project", "app"),
    Key("suspend", "ctrl+z", "suspend_process", "shell", "Go to the shell; `fg` comes back", "App", "app"),
    Key("theme", "f2", "theme", "theme", "Next theme: dark, light, high contrast, colour-blind safe", "App", "app"),
)  # fmt: skip

_IN_REVIEW = {
    "left_grow": 12, "right_grow": 12, "left_shrink": 12, "right_shrink": 12, "by_character": 0, "picker": 0, "labels": 0, "notes": 0, "undo": 6,
    "redo": 0, "next_span": 0, "previous_span": 0, "word_right": 0, "word_left": 0, "row_down": 0, "row_up": 0,
    "sentence_right": 0, "sentence_left": 0, "row_start": 0, "row_end": 0, "page_down": 0, "page_up": 0, "top": 0,
    "bottom": 0, "select": 0, "select_right": 0, "select_left": 0, "select_down": 0, "select_up": 0, "let_go": 0,
    "next_article": 0, "previous_article": 0, "count": 0, "search": 0, "go_to": 0, "guideline": 0, "example": 0, "guide_down": 0, "guide_up": 0, "where_else": 0, "display": 0, "back": 13,
}  # fmt: skip
KEYS += tuple(
    replace(
        key,
        id=f"review_{key.id}",
        keys="left" if key.id == "word_left" else key.keys,
        scope="review",
        rank=_IN_REVIEW[key.id],
    )
    for key in KEYS
    if key.id in _IN_REVIEW
)
"""Keys that do in the review screen what they do in the annotate screen, with their place in its footer."""

KEYS += tuple(shared_with_claims(KEYS))
"""The same in the screen of claims."""

ASKING = frozenset(
    (
        "comment", "search", "go_to", "picker", "choices", "labels", "later", "command_palette",
        "add_articles", "export", "assign", "tag", "release",
    )
)  # fmt: skip
"""Actions that open a line of text: what is typed behind their keys, up to `enter`, is no key."""

COUNTED = frozenset(
    (
        "edge", "next", "previous", "next_span", "previous_span", "next_auto", "word", "row", "sentence", "grapheme", "page",
        "extend_word", "extend_row", "undo", "redo", "next_article", "previous_article", "jump_back", "jump_forward",
        "last_edit",
    )
)  # fmt: skip
"""Verbs that a number before them repeats.

The number is announced by a key of its own: digits alone are labels, and versions in a review, in each project others.
"""

_SIGNS = {
    "asterisk": "*", "tilde": "~", "apostrophe": "'", "left_square_bracket": "[", "right_square_bracket": "]",
    "left_curly_bracket": "{", "right_curly_bracket": "}", "left_parenthesis": "(", "right_parenthesis": ")",
    "full_stop": ".", "quotation_mark": '"', "vertical_line": "|", "plus": "+", "grave_accent": "`", "number_sign": "#", "backslash": "\\", "exclamation_mark": "!", "slash": "/", "colon": ":", "comma": ",", "minus": "-",
    "circumflex_accent": "^", "dollar_sign": "$", "greater_than_sign": ">", "semicolon": ";", "ampersand": "&",
    "percent_sign": "%", "underscore": "_", "question_mark": "?", "at": "@", "less_than_sign": "<", "equals_sign": "=", "right": "→", "left": "←", "up": "↑", "down": "↓",
    "pageup": "pgup", "pagedown": "pgdn", "escape": "esc",
}  # fmt: skip

_NAMES = {written: name for name, written in _SIGNS.items()}


def sign(key: str) -> str:
    """A key as people write it: `asterisk` is `*`, `shift+left` is `shift+←`."""
    *held, last = key.split("+")
    return "+".join((*held, _SIGNS.get(last, last)))


def key_of(sign: str) -> str:
    """The name of the key that people write so: `*` is `asterisk`."""
    *held, last = sign.split("+") if len(sign) > 1 else (sign,)
    return "+".join((*held, _NAMES.get(last, last)))


def in_scope(scope: Scope, keymap: Mapping[str, str] | None = None) -> Iterator[Key]:
    """The keys of a scope, with a user's key map applied; what that withholds is left out."""
    keymap = keymap or {}
    keys = (replace(key, keys=keymap.get(key.id, key.keys)) for key in KEYS if key.scope == scope)
    return (key for key in keys if key.keys != WITHHELD)


def acting_in(scope: Scope, keymap: Mapping[str, str] | None = None) -> tuple[Key, ...]:
    """The keys that act on a screen: its own, and those of the whole app."""
    return *in_scope(scope, keymap), *in_scope("app", keymap)
