#include "verify/report/tex.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "verify/report/mathematics.hpp"

namespace featdyn::verify {
namespace {

std::string typeset(const Piece& piece) {
  const std::string content = piece.symbol ? std::string(piece.symbol->tex) : tex_text(piece.text);
  switch (piece.kind) {
    case Piece::Kind::symbol:
      return "$" + content + "$";
    case Piece::Kind::raised:
      return "${}^{" + content + "}$";
    case Piece::Kind::lowered:
      return "${}_{" + content + "}$";
    case Piece::Kind::text:
      break;
  }
  return content;
}

/// 2e-05 as 2\times10^{-5}, wherever it stands in the text.
std::string with_powers(std::string text) {
  for (std::size_t at = text.find('e'); at != std::string::npos; at = text.find('e', at + 1)) {
    const char* const sign = text.data() + at + 1;
    long exponent = 0;
    const auto [end, error] =
        std::from_chars(sign + (*sign == '+' ? 1 : 0), text.data() + text.size(), exponent);
    if (error == std::errc())
      text.replace(at, static_cast<std::size_t>(end - sign) + 1, fmt::format("\\times10^{{{}}}", exponent));
  }
  return text;
}

}  // namespace

std::string tex_text(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (std::string_view("&%$#_{}").find(c) != std::string_view::npos)
      result += std::string("\\") + c;
    else if (c == '\\')
      result += "\\textbackslash{}";
    else if (c == '~')
      result += "\\textasciitilde{}";
    else if (c == '^')
      result += "\\textasciicircum{}";
    else if (c == '<' || c == '>' || c == '|')
      result += fmt::format("${}$", c);
    else
      result += c;
  }
  return result;
}

std::string tex_comment(std::string_view text) {
  std::string line(text);
  // TeX ends a comment at a line's end, and reads ^^M as one in some settings
  std::ranges::replace_if(
      line, [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return "% " + line + "\n";
}

std::string tex_mathematics(std::string_view text) {
  std::string result;
  for (const Piece& piece : pieces_of(text)) result += typeset(piece);
  return result;
}

std::string tex_number(std::string text) {
  if (text.empty()) return "--";
  if (const auto sign = text.find("±"); sign != std::string::npos)
    text.replace(sign, std::string("±").size(), "\\pm");
  return "$" + with_powers(std::move(text)) + "$";
}

}  // namespace featdyn::verify
