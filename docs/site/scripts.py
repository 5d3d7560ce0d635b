"""Python-Markdown: x_r and x_{rp} in text become subscripts, R^d, e^-t and m^(-1/2) superscripts; code stays."""
import xml.etree.ElementTree as tree

import markdown.extensions
import markdown.inlinepatterns

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


class Scripts(markdown.extensions.Extension):
    def extendMarkdown(self, md):
        md.inlinePatterns.register(Script(SUBSCRIPT, "sub"), "subscript", 100)  # after links, whose addresses stay
        md.inlinePatterns.register(Script(SUPERSCRIPT, "sup"), "superscript", 99)


def makeExtension(**settings):
    return Scripts(**settings)
