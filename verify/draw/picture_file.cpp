#include "verify/draw/picture_file.hpp"

#include <algorithm>
#include <fstream>
#include <string>

namespace featdyn::verify {
namespace {

constexpr std::size_t looked_at = 1024;  ///< bytes at either end

struct Ends {
  std::string first, last;
};

Ends ends_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary | std::ios::ate);
  const auto size = static_cast<std::streamoff>(stream.tellg());
  if (!stream || size <= 0) return {};
  const auto read = [&](std::streamoff from, std::streamoff count) {
    std::string bytes(static_cast<std::size_t>(count), '\0');
    stream.seekg(from);
    stream.read(bytes.data(), count);
    return stream ? bytes : std::string();
  };
  const auto part = std::min<std::streamoff>(size, looked_at);
  return {.first = read(0, part), .last = read(size - part, part)};
}

void trim_end(std::string& text) {
  text.erase(text.find_last_not_of(" \t\r\n") + 1);
}

}  // namespace

bool is_whole_picture(const std::filesystem::path& file, std::string_view kind) {
  using namespace std::string_view_literals;
  Ends ends = ends_of(file);
  if (kind == ".png")  // signature, header and the empty last chunk [RFC 2083]
    return ends.first.starts_with("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"sv) &&
           ends.last.ends_with("\0\0\0\0IEND\xae\x42\x60\x82"sv);
  trim_end(ends.last);
  if (kind == ".svg")
    return (ends.first.starts_with("<?xml") || ends.first.starts_with("<svg")) &&
           ends.first.find("<svg") != ends.first.npos && ends.last.ends_with("</svg>");
  return kind == ".pdf" && ends.first.starts_with("%PDF-") && ends.last.ends_with("%%EOF");
}

}  // namespace featdyn::verify
