#include "numerics/settings/lines_and_columns.hpp"

#include <algorithm>

namespace featdyn::numerics {

LinesAndColumns::LinesAndColumns(std::string_view text) {
  for (std::size_t start = 0; start <= text.size();) {
    const auto end = std::min(text.find('\n', start), text.size());
    lines_.push_back(text.substr(start, end - start));
    start = end + 1;
  }
}

std::string LinesAndColumns::slice(std::size_t line, std::size_t begin, std::size_t end) {
  if (line != line_ || begin < column_) {
    line_ = line;
    column_ = 1;
    byte_ = 0;
  }
  const std::size_t first = byte_of(begin);
  return std::string(lines_.at(line_ - 1).substr(first, byte_of(end) - first));
}

std::size_t LinesAndColumns::byte_of(std::size_t column) {
  const std::string_view line = lines_.at(line_ - 1);
  const auto continues = [&] { return (static_cast<unsigned char>(line[byte_]) & 0xC0U) == 0x80U; };
  for (; column_ < column && byte_ < line.size(); ++column_) {
    ++byte_;
    while (byte_ < line.size() && continues()) ++byte_;
  }
  return byte_;
}

}  // namespace featdyn::numerics
