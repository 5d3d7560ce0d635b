#include "paper-figs/figure/gallery.hpp"

#include <fmt/format.h>

#include <cctype>
#include <nlohmann/json.hpp>

#include "paper-figs/figure/figure_build.hpp"
#include "verify/report/markup.hpp"
#include "verify/report/mathematics.hpp"

namespace featdyn::figures {
namespace {

using nlohmann::ordered_json;
using verify::element, verify::Markup;

const char* const style = R"(
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
)";

Markup text(const std::string& plain) {
  return Markup::text(plain);
}

/// A file beside the page, as an address (RFC 3986).
std::string address_of(const std::string& file) {
  std::string address;
  for (const char c : file)
    if (std::isalnum(static_cast<unsigned char>(c)) != 0 ||
        std::string_view("-._~").find(c) != std::string_view::npos)
      address += c;
    else
      address += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  return address;
}

Markup link(const std::string& file) {
  return element("a", {{"href", address_of(file)}}, text(file));
}

Markup files(const ordered_json& side) {
  std::vector<std::string> names;
  for (const auto& picture : side["pictures"]) names.push_back(picture["file"]);
  for (const auto& table : side["data"]) names.push_back(table["file"]);
  names.push_back(side["figure"].get<std::string>() + ".json");
  Markup links;
  for (const std::string& name : names) links += (links.empty() ? Markup() : text(" · ")) + link(name);
  return element("p", {{"class", "files"}}, links);
}

Markup image(const ordered_json& side) {
  const std::string name = side["figure"];
  if (side["pictures"].empty()) return element("p", text("Not drawn."));
  const Markup shown =
      verify::void_element("img", {{"src", address_of(name + ".svg")},
                                   {"alt", verify::plain_of_gnuplot_text(side["title"].get<std::string>())}});
  return element("div", {{"class", "frame"}}, element("a", {{"href", address_of(name + ".png")}}, shown));
}

Markup section(const ordered_json& side) {
  const std::string name = side["figure"], scale = side["scale"];
  const Markup caption =
      element("p", gnuplot_markup(side["caption"])) +
      element("p", {{"class", "setting"}}, gnuplot_markup(side["setting"]) + text(" Scale: " + scale + "."));
  return element("section", {{"id", name}},
                 element("h2", gnuplot_markup(side["title"])) +
                     element("figure", image(side) + element("figcaption", caption)) + files(side) +
                     element("code", text(side["repeat"])));
}

Markup page(const Markup& contents, const Markup& sections) {
  const Markup head = verify::void_element("meta", {{"charset", "utf-8"}}) +
                      verify::void_element("meta", {{"name", "viewport"},
                                                    {"content", "width=device-width, initial-scale=1"}}) +
                      element("title", text("featdyn: figures")) + element("style", Markup::raw(style));
  const Markup lead =
      element("p", {{"class", "lead"}},
              text("Signal is blue and noise orange everywhere, a denoiser green, a classifier "
                   "pink, a law black. Each figure comes with its data, its complete settings "
                   "and seeds (JSON), and the command that makes it again."));
  return element("html", {{"lang", "en"}},
                 element("head", head) + element("body", element("h1", text("Figures")) + lead +
                                                             element("nav", contents) + sections));
}

}  // namespace

Markup gnuplot_markup(const std::string& enhanced) {
  Markup result;
  for (const verify::Piece& piece : verify::pieces_of_gnuplot_text(enhanced)) {
    const Markup content = text(piece.text);
    result += piece.kind == verify::Piece::Kind::raised    ? element("sup", content)
              : piece.kind == verify::Piece::Kind::lowered ? element("sub", content)
                                                           : content;
  }
  return result;
}

std::string gallery(const std::filesystem::path& directory) {
  Markup contents, sections;
  for (const FigureSpec& spec : figure_specs()) {
    const ordered_json side = read_side_file(directory, spec.name);
    if (side.is_null()) continue;
    contents += element("a", {{"href", "#" + std::string(spec.name)}}, gnuplot_markup(side["title"]));
    sections += section(side);
  }
  return "<!DOCTYPE html>\n" + page(contents, sections).html();
}

}  // namespace featdyn::figures
