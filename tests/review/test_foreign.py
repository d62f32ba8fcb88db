from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rca.review.foreign import markdown_cell, outputs


@pytest.mark.parametrize(
    "source",
    [
        "<script>x</script>",
        "[a](javascript:x)",
        "![p](https://e.example/p.png)",
        "[a](https://e.example)",
        "<b onclick=x>",
    ],
)
def test_markdown_leads_nowhere_and_runs_nothing(source: str) -> None:
    page = markdown_cell(source).html
    assert not re.search(r"<(script|img|a|b)\b", page)
    assert "https://" not in page


def test_markdown_keeps_its_form_below_the_first_heading() -> None:
    page = markdown_cell("# Note\n\nOne *word*.\n\n| a | b |\n|---|---|\n| 1 | 2 |").html
    assert "<h2>Note</h2>" in page
    assert "<em>word</em>" in page
    assert "<td>1</td>" in page


def test_html_of_others_loses_looks_links_and_scripts() -> None:
    html = '<table style="x" class="y"><tr><td onclick=1>1<script>x</script><a href="https://e.example">e</a></td></tr></table>'
    found = outputs({"outputs": [{"output_type": "display_data", "data": {"text/html": [html]}}]})
    assert "<td>1e</td>" in found.html
    assert not re.search("style|class|onclick|script|href", found.html)


def test_pictures_and_widgets_are_left_out_and_counted() -> None:
    cell = {
        "outputs": [
            {"output_type": "display_data", "data": {"image/png": "x", "text/plain": "<Figure>"}},
            {
                "output_type": "display_data",
                "data": {"application/vnd.jupyter.widget-view+json": {}, "text/plain": "w"},
            },
            {"output_type": "error", "ename": "E", "evalue": "x", "traceback": []},
            {"output_type": "stream", "name": "stdout", "text": "a <b>"},
            {"output_type": "stream", "name": "stderr", "text": "/home/x warning"},
            {"output_type": "execute_result", "data": {"text/plain": "'y'"}},
        ]
    }
    found = outputs(cell)
    assert found.left_out == 3
    assert found.html == "<pre>a &lt;b&gt;</pre>\n<pre>&#x27;y&#x27;</pre>"


@given(st.text(max_size=40))
def test_any_text_output_stays_text(text: str) -> None:
    found = outputs({"outputs": [{"output_type": "stream", "name": "stdout", "text": text}]})
    assert not re.search(r"<(?!/?pre>)", found.html)
