#include "verify/draw/gnuplot_text.hpp"

#include <algorithm>

namespace featdyn::verify {
namespace {

/// How many bytes the character at the start has, 0 where it is no UTF-8 (RFC 3629).
std::size_t character_length(std::string_view rest) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(rest[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xC2 && first <= 0xDF   ? 2
                             : first >= 0xE0 && first <= 0xEF ? 3
                             : first >= 0xF0 && first <= 0xF4 ? 4
                                                              : 0;
  if (length == 0 || rest.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xC0U) != 0x80U) return 0;
  const bool overlong = (first == 0xE0 && byte(1) < 0xA0) || (first == 0xF0 && byte(1) < 0x90);
  const bool no_character = (first == 0xED && byte(1) > 0x9F) || (first == 0xF4 && byte(1) > 0x8F);
  return overlong || no_character ? 0 : length;
}

bool is_control(std::string_view character) {
  const auto first = static_cast<unsigned char>(character[0]);
  const bool second_set = first == 0xC2 && static_cast<unsigned char>(character[1]) < 0xA0;
  return first < 0x20 || first == 0x7F || second_set;
}

}  // namespace

std::string gnuplot_string(std::string_view text) {
  std::string result = "'";
  while (!text.empty()) {
    const std::size_t length = character_length(text);
    const std::string_view character = text.substr(0, std::max<std::size_t>(length, 1));
    if (length == 0)
      result += '?';
    else if (is_control(character))
      result += ' ';
    else
      result += character == "'" ? "''" : character;
    text.remove_prefix(character.size());
  }
  return result + "'";
}

std::string gnuplot_plain(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (std::string_view("{}^_@&~\\").find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

std::string gnuplot_file(std::string_view name) {
  return gnuplot_string("./" + std::string(name));
}

}  // namespace featdyn::verify
