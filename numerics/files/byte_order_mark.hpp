#pragma once

#include <string_view>

namespace featdyn::numerics {

/// The text behind UTF-8's byte order mark, which editors on Windows put before the first line, or behind
/// several: programs add one to what has one.
inline std::string_view without_byte_order_mark(std::string_view text) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  while (text.starts_with(mark)) text.remove_prefix(mark.size());
  return text;
}

}  // namespace featdyn::numerics
