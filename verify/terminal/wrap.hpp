#pragma once

#include <cstddef>
#include <string>

namespace featdyn::verify {

/// How many characters a line of prose on standard output should have at most: the terminal's width, else COLUMNS,
/// between 40 and 100; 100 where there is neither.
std::size_t text_width() noexcept;

/// The text with lines of at most `width` characters (of UTF-8), broken at spaces; a word that is longer stands alone.
/// Line ends stay, and a line that begins with spaces stays as it is.
std::string wrapped(const std::string& text, std::size_t width);

}  // namespace featdyn::verify
