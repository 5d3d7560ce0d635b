#include <fmt/format.h>

#include <algorithm>

#include "verify/ablation/ablation.hpp"
#include "verify/report/numbers.hpp"
#include "verify/report/page.hpp"
#include "verify/run/curves.hpp"

namespace featdyn::verify {
namespace {

/// Beside the style of all reports: a wide page, and small cells whose edge has the verdict's colour.
constexpr const char* table_style = R"(
body { max-width: 110rem; }
.claims table { font-size: .8rem; border-collapse: separate; border-spacing: 2px; }
.claims thead th { white-space: normal; vertical-align: bottom; padding: .2rem .3rem; }
.claims th[scope="row"] { position: sticky; left: 0; background: var(--paper); white-space: nowrap; padding: .2rem .5rem .2rem 0; }
.claims td { white-space: nowrap; padding: .15rem .4rem; border: 0; border-left: 4px solid currentColor; background: var(--panel); }
.claims td .soft { font-size: .72rem; }
.claims td.not-applicable { background: none; border-left-color: var(--line); }
.claims td strong { font-size: .9rem; }
.claims td a { color: inherit; text-decoration: none; } .claims td a:hover { text-decoration: underline; }
tr:target td { background: var(--panel); } article h2 code, #theorems code { color: var(--soft); font-weight: 400; }
article { border-top: 1px solid var(--line); margin-top: 1.6rem; }
article h2 { border: 0; margin: .8rem 0 .2rem; padding: 0; }
.answer { font-size: 1.05rem; max-width: 62rem; } p code { white-space: nowrap; }
@media (max-width: 40rem) { .scroll.claims table { min-width: 0; } .claims th[scope="row"] { white-space: normal; min-width: 6.5rem; max-width: 7.5rem;
  line-height: 1.2; hyphens: auto; } .claims thead th { max-width: 5.5rem; overflow-wrap: break-word; } .claims td { padding: .15rem .25rem; } }
)";

const char* sign(Verdict verdict) {
  switch (verdict) {
    case Verdict::holds:
      return "✓";
    case Verdict::fails:
      return "✗";
    case Verdict::undecided:
      return "?";
    case Verdict::not_applicable:
      return "–";
  }
  return "";
}

/// The place of a cell's reason on the page.
std::string place_of(const Line& line, const Cell& cell) {
  return line.assumption.name + "--" + cell.finding.claim;
}

/// Sign and constant, which lead to the reason.
Markup cell_html(const Line& line, const Cell& cell) {
  const Verdict verdict = cell.finding.verdict;
  const Markup content = element("strong", {{"aria-label", name(verdict)}}, text(sign(verdict))) +
                         text(" " + shown_constant(cell));
  if (cell.reason.empty()) return element("td", {{"class", name(verdict)}}, content);
  return element("td", {{"class", name(verdict)}, {"title", cell.reason}},
                 element("a", {{"href", "#" + place_of(line, cell)}}, content));
}

/// "second layer fixed", "target data, momentum"
std::string in_words(std::string name) {
  std::ranges::replace(name, '-', ' ');
  for (auto comma = name.find(','); comma != name.npos; comma = name.find(',', comma + 1))
    name.insert(comma + 1, " ");
  return name;
}

std::string number_of(std::size_t column) {
  return std::to_string(column + 1);
}

/// Columns by number and short name; `theorems` below says what they claim.
Markup heads(const Table& table) {
  Markup row = element("th", {{"scope", "col"}}, text("assumption"));
  for (std::size_t k = 0; k < table.columns.size(); ++k)
    row += element("th", {{"scope", "col"}, {"title", table.columns[k]}},
                   element("a", {{"href", "#theorem-" + number_of(k)}}, text(number_of(k))) +
                       text(" " + short_name(table.columns[k])));
  return element("thead", element("tr", row));
}

/// What a theorem claims, as far as any cell of its column knows.
std::string title_of(const Table& table, std::size_t column) {
  for (const Line& line : table.lines)
    if (const std::string& title = line.cells[column].finding.statement; !title.empty()) return title;
  return "";
}

Markup theorems(const Table& table) {
  Markup rows;
  for (std::size_t k = 0; k < table.columns.size(); ++k)
    rows += element("li", {{"id", "theorem-" + number_of(k)}},
                    mathematics(title_of(table, k)) + text(" ") + code(table.columns[k]));
  return element("section", element("h2", text("The theorems")) + element("ol", rows));
}

Markup grid(const Table& table) {
  Markup rows;
  for (const Line& line : table.lines) {
    const std::string name = line.assumption.name;
    Markup row =
        element("th", {{"scope", "row"}}, element("a", {{"href", "#" + name}}, text(in_words(name))));
    for (const Cell& cell : line.cells) row += cell_html(line, cell);
    rows += element("tr", row);
  }
  return element("div",
                 {{"class", "scroll claims"},
                  {"tabindex", "0"},
                  {"role", "region"},
                  {"aria-label", "Assumptions and theorems"}},
                 element("table", heads(table) + element("tbody", rows)));
}

/// What the signs say, above them.
Markup key() {
  return paragraph(
      "A row changes one assumption, a column is a theorem: ✓ holds, ✗ fails, ? undecided, – makes no "
      "sense there. A cell leads to its reason. The number is the constant that was found (of a "
      "crossing its place): a law that goes on with another constant fails, and the number is the one "
      "with which it would hold.");
}

Markup guide() {
  return element(
      "p", text("Few runs stand behind a cell: what is asked with a probability is asked of two seeds in "
                "three, nothing is looked at beyond the theorem's domain, and nobody searches for a "
                "violation. With ") +
               code("--scale full") + text(" a cell is judged as ") + code("featdyn verify") +
               text(" judges it; so is a theorem file with ") + code("--under") + text("."));
}

Markup why_table(const Line& line) {
  Markup rows;
  for (const Cell& cell : line.cells) {
    const Finding& finding = cell.finding;
    const std::string constant = shown_constant(cell);
    const Markup entries[] = {code(finding.claim), badge(finding.verdict), text(constant),
                              text(finding.verdict == Verdict::not_applicable ? "" : shown(finding.exponent)),
                              mathematics(cell.reason)};
    Markup row;
    for (const Markup& entry : entries) row += element("td", entry);
    rows += element("tr", {{"id", place_of(line, cell)}}, row);
  }
  const std::string label = fmt::format("Theorems under {}", line.assumption.name);
  return folded("Cell by cell", table(label, {"theorem", "verdict", "constant", "exponent", "reason"}, rows));
}

std::string overrides_of(const Assumption& assumption) {
  std::string line;
  const auto add = [&](const std::vector<std::string>& overrides, const char* model) {
    for (const std::string& one : overrides) line += (line.empty() ? "" : "   ") + one + model;
  };
  add(assumption.overrides, "");
  add(assumption.denoiser, " (denoiser)");
  add(assumption.classifier, " (classifier)");
  return line;
}

Markup article(const Line& line) {
  const Assumption& assumption = line.assumption;
  Markup content = element("h2", text(in_words(assumption.name)) + text(" ") + code(assumption.name)) +
                   paragraph(assumption.question) +
                   element("p", {{"class", "answer"}}, mathematics(line.answer));
  if (const std::string overrides = overrides_of(assumption); !overrides.empty())
    content += element("pre", code(overrides));
  return element("article", {{"id", assumption.name}}, content + why_table(line));
}

}  // namespace

std::string table_html(const Table& table) {
  Markup body = element("header", element("h1", text("What if: the theorems under changed assumptions")) +
                                      element("p", {{"class", "soft"}},
                                              mathematics("Base setting: " + setting_line(table.base) +
                                                          ". Scale: " + table.scale + "."))) +
                key() + grid(table) + guide() + theorems(table) + element("pre", code(table.command));
  for (const Line& line : table.lines) body += article(line);
  body += folded("The base setting, complete", element("pre", code(numerics::settings_toml(table.base))));
  return html_page("featdyn: theorems under changed assumptions", body, table_style);
}

}  // namespace featdyn::verify
