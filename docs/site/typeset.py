"""A theorem's statement as HTML whose formulas KaTeX sets, made of the document of `featdyn theorem ID --format latex`."""
import html, re

greek = dict(alpha="α", beta="β", eta="η", kappa="κ", lambda_="λ", mu="μ", sigma="σ", tau="τ", xi="ξ", epsilon="ε", phi="φ")
signs = {">=": "≥", "<=": "≤", " x ": " × "}


def prose(text):
    """A sentence of the program as HTML: sigma_0 and SNR^2 with their letters and scripts, words as they are."""
    text = re.sub(r"(?<![A-Za-z.])(" + "|".join(name.rstrip("_") for name in greek) + r")(?![A-Za-z.])",
                  lambda found: greek.get(found[1], greek.get(found[1] + "_")), text)
    for sign, written in signs.items():
        text = text.replace(sign, written)
    text = html.escape(text, quote=False)
    text = re.sub(r"(?<![A-Za-z]{2})(?<=[A-Za-zα-ω])_(\w+)", r"<sub>\1</sub>", text)
    text = re.sub(r"\^(?:\(([^()]+)\)|(-?\w+(?:/\w+)?))", lambda found: f"<sup>{found[1] or found[2]}</sup>", text)
    return text.replace("|", "&#124;").replace("*", "&#42;").replace("_", "&#95;")


def formula(text):
    """$...$ and \\[...\\] between other text, which is escaped; \\(...\\) and \\[...\\] are what the page looks for."""
    parts = re.split(r"(\$[^$]*\$|\\\[.*?\\\])", text, flags=re.S)
    marked = (rf"\({part[1:-1].strip()}\)" if part.startswith("$") else part for part in parts)
    return "".join(html.escape(part, quote=False) for part in marked)


def statement(document):
    """Assumptions, conclusions and definitions; everything in the claim has to be known here."""
    claim = re.search(r"\\begin\{claim\}\[[^\n]*\]\n(.*)\\end\{claim\}", document, re.S)[1]
    definitions = re.search(r"\\begin\{align\*\}\n(.*?)\\end\{align\*\}\n", claim, re.S)
    lines = []
    for line in re.sub(r"\\begin\{align\*\}.*?\\end\{align\*\}\n", "", claim, flags=re.S).splitlines():
        if line in (r"\begin{enumerate}", r"\end{enumerate}"):
            lines.append("<ol>" if "begin" in line else "</ol>")
        elif line.startswith(r"\item "):
            lines.append(f"<li>{formula(line[6:])}</li>")
        elif line.startswith("\\"):
            raise SystemExit(f"a line of a theorem's LaTeX that is not known here: {line}")
        elif line:
            lines.append(f"<p>{formula(line)}</p>")
    if definitions:
        rows = html.escape(definitions[1].strip(), quote=False)
        lines.append(rf"<div>\[\begin{{aligned}} {rows} \end{{aligned}}\]</div>")
    return '<div class="statement">\n' + "\n".join(lines) + "\n</div>\n"
