#include "paper-figs/gallery.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "numerics/files/atomic_file.hpp"
#include "paper-figs/figure_build.hpp"

namespace featdyn::figures {
namespace {

using nlohmann::ordered_json;

const char* const head = R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>featdyn: figures</title>
<style>
:root { color-scheme: light dark; --ink: #1c1c1c; --soft: #5c5c5c; --paper: #fdfdfb; --edge: #dcdcd6; --link: #005a8f; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e8e4; --soft: #a8a8a2; --paper: #17181a; --edge: #3a3b3f; --link: #7cc4ee; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 1.5rem 1rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 .3rem; } h2 { font-size: 1.15rem; margin: 0 0 .6rem; }
a { color: var(--link); }
nav { margin: 1rem 0 2rem; columns: 18rem; } nav a { display: block; padding: .1rem 0; }
section { border-top: 1px solid var(--edge); padding: 1.6rem 0; }
figure { margin: 0; }
.frame { background: #fff; border: 1px solid var(--edge); border-radius: 4px; padding: .4rem; overflow-x: auto; }
.frame img { display: block; height: auto; max-width: 100%; margin: 0 auto; }
figcaption { margin-top: .8rem; } .setting, .files, .lead { color: var(--soft); font-size: .9rem; }
p { margin: .4rem 0; }
code { display: block; overflow-x: auto; white-space: pre; padding: .5rem .7rem; border: 1px solid var(--edge);
  border-radius: 4px; font-size: .85rem; }
sub, sup { line-height: 0; }
</style>
</head>
<body>
<h1>Figures</h1>
)";

std::string escaped(char c) {
  switch (c) {
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '&':
      return "&amp;";
    case '"':
      return "&quot;";
    default:
      return {c};
  }
}

std::string files(const ordered_json& side) {
  const std::string name = side["figure"];
  std::string text;
  const auto link = [&](const std::string& file) {
    text += fmt::format("{}<a href=\"{}\">{}</a>", text.empty() ? "" : " · ", file, file);
  };
  for (const auto& picture : side["pictures"]) link(picture["file"]);
  for (const auto& table : side["data"]) link(table["file"]);
  link(name + ".json");
  return text;
}

std::string section(const ordered_json& side) {
  const std::string name = side["figure"], title = html_text(side["title"]);
  const std::string image =
      side["pictures"].empty()
          ? "<p>Not drawn: gnuplot was missing.</p>"
          : fmt::format(
                "<div class=\"frame\"><a href=\"{0}.png\"><img src=\"{0}.svg\" alt=\"{1}\"></a></div>", name,
                title);
  return fmt::format(
      "<section id=\"{}\">\n<h2>{}</h2>\n<figure>\n{}\n<figcaption>\n<p>{}</p>\n<p class=\"setting\">{} "
      "Scale: "
      "{}.</p>\n</figcaption>\n</figure>\n<p class=\"files\">{}</p>\n<code>{}</code>\n</section>\n",
      name, title, image, html_text(side["caption"]), html_text(side["setting"]),
      side["scale"].get<std::string>(), files(side), html_text(side["repeat"]));
}

}  // namespace

std::string html_text(const std::string& text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool raised = text[i] == '^', lowered = text[i] == '_';
    if (!(raised || lowered) || i + 1 >= text.size()) {
      result += escaped(text[i]);
      continue;
    }
    const bool braced = text[i + 1] == '{';
    const std::size_t start = i + (braced ? 2 : 1);
    std::size_t end = braced ? std::min(text.find('}', start), text.size()) : start + 1;
    while (!braced && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
    std::string inner;
    for (std::size_t k = start; k < end; ++k) inner += escaped(text[k]);
    result += fmt::format("<{0}>{1}</{0}>", raised ? "sup" : "sub", inner);
    i = braced ? end : end - 1;
  }
  return result;
}

void write_gallery(const std::filesystem::path& directory) {
  std::string contents, sections;
  for (const FigureSpec& spec : figure_specs()) {
    const ordered_json side = read_side_file(directory, spec.name);
    if (side.is_null()) continue;
    contents += fmt::format("<a href=\"#{}\">{}</a>\n", spec.name, html_text(side["title"]));
    sections += section(side);
  }
  numerics::write_file(
      directory / "index.html",
      head + fmt::format(
                 "<p class=\"lead\">Signal is blue and noise orange everywhere. Each figure comes with its "
                 "data, its complete settings and seeds (JSON), and the command that makes it again.</p>\n"
                 "<nav>\n{}</nav>\n{}</body>\n</html>\n",
                 contents, sections));
}

}  // namespace featdyn::figures
