#include "verify/report/tex.hpp"

#include <fmt/format.h>

#include <algorithm>

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

/// e-05 as a power of ten; where the exponent has no digit it is none.
std::string with_powers(const std::string& text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t digits = at + 1;
    if (digits < text.size() && (text[digits] == '+' || text[digits] == '-')) ++digits;
    const std::size_t end = std::min(text.find_first_not_of("0123456789", digits), text.size());
    if (text[at] != 'e' || end <= digits) {
      result += text[at++];
      continue;
    }
    const std::size_t first = std::min(text.find_first_not_of('0', digits), end - 1);
    result +=
        fmt::format("\\times10^{{{}{}}}", text[at + 1] == '-' ? "-" : "", text.substr(first, end - first));
    at = end;
  }
  return result;
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
  return "$" + with_powers(text) + "$";
}

}  // namespace featdyn::verify
