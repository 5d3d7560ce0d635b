#include "verify/report/page.hpp"

#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>

#include "numerics/files/atomic_file.hpp"
#include "verify/report/style.hpp"
#include "verify/run/summary.hpp"

namespace featdyn::verify {
namespace {

Markup head(const std::string& title, const std::string& style) {
  return element(
      "head",
      void_element("meta", {{"charset", "utf-8"}}) +
          void_element("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}) +
          element("title", text(title)) + element("style", Markup::raw(style_sheet + style)));
}

Markup versions() {
  std::string line;
  const auto document = versions_json();
  for (const auto& [library, version] : document.items())
    line += (line.empty() ? "" : ", ") + library + " " + version.get<std::string>();
  return element("footer", {{"class", "soft"}}, element("h2", text("Made with")) + element("p", text(line)));
}

}  // namespace

Markup text(std::string_view plain) {
  return Markup::text(plain);
}

Markup mathematics(std::string_view plain) {
  return Markup::mathematics(plain);
}

Markup code(const std::string& plain) {
  return element("code", text(plain));
}

Markup paragraph(std::string_view plain) {
  return element("p", mathematics(plain));
}

Markup badge(Verdict verdict) {
  static const std::map<Verdict, const char*> signs{{Verdict::holds, "✓ "},
                                                    {Verdict::fails, "✗ "},
                                                    {Verdict::undecided, "? "},
                                                    {Verdict::not_applicable, "– "}};
  return element("span", {{"class", std::string("badge ") + name(verdict)}},
                 text(signs.at(verdict) + std::string(name(verdict))));
}

Markup table(const std::string& label, const std::vector<std::string>& columns, const Markup& rows) {
  Markup heads;
  for (const std::string& column : columns) heads += element("th", {{"scope", "col"}}, text(column));
  const Markup content = element("thead", element("tr", heads)) + element("tbody", rows);
  // wide tables scroll inside their own frame, by keyboard too
  return element("div", {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", label}},
                 element("table", content));
}

Markup folded(const std::string& heading, const Markup& content) {
  return element("details", element("summary", text(heading)) + content);
}

Markup picture(const Picture& drawn) {
  const Markup caption = element(
      "figcaption", mathematics(drawn.title) + text("; data: ") + code(drawn.csv.filename().string()));
  if (drawn.svg.empty()) return element("figure", caption);
  const std::string address = data_address(numerics::read_file(drawn.svg));
  return element("figure", void_element("img", {{"src", address}, {"alt", drawn.alternative}}) + caption);
}

std::string html_page(const std::string& title, const Markup& main, const std::string& style) {
  const Markup page = head(title, style) + element("body", element("main", main) + versions());
  return "<!DOCTYPE html>\n" + element("html", {{"lang", "en"}}, page).html();
}

}  // namespace featdyn::verify
