#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace featdyn::verify {

/// What may stand at one path of a JSON document, such as "data.patches".
struct StrictField {
  enum class Kind {
    object,       ///< whose members are fields of their own
    objects,      ///< an array of them
    text,         ///< a string
    integer,      ///< within 64 bits
    number,       ///< as it was written
    exact_float,  ///< a string, exact_float.hpp
  };
  std::string path;
  Kind kind;
  int depth = 0;          ///< in arrays nested so deeply
  bool required = true;   ///< by its object
  std::size_t most = 40;  ///< characters of a text or number
};

/// The values found at one path, in the order of the document.
struct StrictValues {
  std::vector<std::string> texts;  ///< texts and numbers
  std::vector<long> integers;
  std::vector<double> floats;
  std::vector<std::size_t> row_lengths;  ///< of arrays of arrays
};

/// Reads JSON of which every key is a field, every object has each required key, each key once, and every
/// value is of its field's kind, depth and length. Values by path; a path without values is an empty array.
/// Throws std::invalid_argument that says what is wrong and where.
std::map<std::string, StrictValues> read_strict_json(std::string_view text,
                                                     const std::vector<StrictField>& fields);

}  // namespace featdyn::verify
