#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace featdyn::numerics {

/// A text by its lines and columns from 1 on, columns in code points of UTF-8. What stands behind the slice
/// before, in the same line, is found from there, so that an array of many values takes one pass.
class LinesAndColumns {
 public:
  explicit LinesAndColumns(std::string_view text);
  /// The characters of a line from column `begin` to before `end`.
  std::string slice(std::size_t line, std::size_t begin, std::size_t end);

 private:
  std::size_t byte_of(std::size_t column);

  std::vector<std::string_view> lines_;
  std::size_t line_ = 1, column_ = 1;
  std::size_t byte_ = 0;  ///< of line_, where column_ begins
};

}  // namespace featdyn::numerics
