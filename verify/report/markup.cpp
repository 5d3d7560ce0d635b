#include "verify/report/markup.hpp"

#include <fmt/format.h>

#include <set>

#include "verify/report/mathematics.hpp"

namespace featdyn::verify {
namespace {

std::string escaped(std::string_view plain) {
  std::string result;
  for (const char c : plain) switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      default:
        result += c;
    }
  return result;
}

std::string start_tag(const std::string& name, const Attributes& attributes) {
  std::string tag = "<" + name;
  for (const auto& [key, value] : attributes) tag += fmt::format(" {}=\"{}\"", key, escaped(value));
  return tag + ">";
}

/// Spaces would show beside what stands inside a line.
const char* line_end(const std::string& name) {
  static const std::set<std::string> inside_lines{"a",  "abbr", "b",      "br",  "code",
                                                  "em", "span", "strong", "sub", "sup"};
  return inside_lines.contains(name) ? "" : "\n";
}

}  // namespace

Markup Markup::raw(std::string html) {
  Markup markup;
  markup.html_ = std::move(html);
  return markup;
}

Markup Markup::text(std::string_view plain) {
  return raw(escaped(plain));
}

Markup Markup::mathematics(std::string_view plain) {
  Markup result;
  for (const Piece& piece : pieces_of(plain)) {
    const Markup content = text(piece.symbol ? piece.symbol->unicode : std::string_view(piece.text));
    if (piece.kind == Piece::Kind::raised)
      result += element("sup", content);
    else
      result += piece.kind == Piece::Kind::lowered ? element("sub", content) : content;
  }
  return result;
}

Markup& Markup::operator+=(const Markup& other) {
  html_ += other.html_;
  return *this;
}

Markup operator+(Markup left, const Markup& right) {
  return left += right;
}

Markup element(const std::string& name, const Attributes& attributes, const Markup& content) {
  return Markup::raw(start_tag(name, attributes) + content.html() + "</" + name + ">" + line_end(name));
}

Markup element(const std::string& name, const Markup& content) {
  return element(name, {}, content);
}

Markup void_element(const std::string& name, const Attributes& attributes) {
  return Markup::raw(start_tag(name, attributes) + line_end(name));
}

Markup table_row(const std::string& cell, const std::vector<Markup>& contents) {
  Markup cells;
  for (const Markup& content : contents) cells += element(cell, content);
  return element("tr", cells);
}

std::string data_address(std::string_view svg) {
  std::string address = "data:image/svg+xml;charset=utf-8,";
  for (const char c : svg) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte > 0x7E || std::string_view("%#\"<>{}|\\^`&").find(c) != std::string_view::npos)
      address += fmt::format("%{:02X}", byte);
    else
      address += c;
  }
  return address;
}

}  // namespace featdyn::verify
