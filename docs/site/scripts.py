"""Python-Markdown: x_r and x_{rp} in text become subscripts, R^d, e^-t and m^(-1/2) superscripts; code stays. What
belongs to an item of a list may be indented by two, as elsewhere."""
import re
import xml.etree.ElementTree as tree

import markdown.extensions
import markdown.inlinepatterns
import markdown.preprocessors

SUBSCRIPT = r"_(?:\{([^{}]+)\}|([A-Za-z0-9α-ω]+))"
SUPERSCRIPT = r"\^(?:\{([^{}]+)\}|\(([^()]+)\)|(-?\w+(?:\.\d+)?'?))"


class Script(markdown.inlinepatterns.InlineProcessor):
    def __init__(self, what, tag):
        super().__init__(r"(?<![A-Za-z]{2})(?<=[\w'|)])" + what)  # gradient_norm is a word
        self.tag = tag

    def handleMatch(self, match, data):
        element = tree.Element(self.tag)
        element.text = markdown.util.AtomicString(next(filter(None, match.groups())).replace("-", "−"))
        return element, match.start(0), match.end(0)


class ListIndents(markdown.preprocessors.Preprocessor):
    """Python-Markdown wants four spaces where two are enough for others."""

    def run(self, lines):
        inside = has_paragraphs = False  # of an item
        result = []
        for line in lines:
            if line and not line.startswith(" "):
                inside = re.match(r"(\*|-|\d+\.) ", line) is not None
                if inside and has_paragraphs and result[-1]:
                    result.append("")
                has_paragraphs = False
            depth = len(line) - len(line.lstrip())
            has_paragraphs = has_paragraphs or (inside and depth > 0 and result[-1] == "")
            result.append("  " + line if inside and depth in (2, 3, 6, 7) else line)
        return result


class Scripts(markdown.extensions.Extension):
    def extendMarkdown(self, md):
        md.preprocessors.register(ListIndents(md), "list_indents", 22)  # after fenced code is put away
        md.inlinePatterns.register(Script(SUBSCRIPT, "sub"), "subscript", 100)  # after links, whose addresses stay
        md.inlinePatterns.register(Script(SUPERSCRIPT, "sup"), "superscript", 99)


def makeExtension(**settings):
    return Scripts(**settings)
