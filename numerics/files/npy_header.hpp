#pragma once

#include <optional>
#include <string_view>

#include "numerics/files/npy.hpp"

namespace featdyn::numerics {

/// The dictionary of an NPY header as numpy reads it, {'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }:
/// a literal of Python with these three keys in any order, in versions 1 and 2 with numbers such as 4L too.
/// Nothing where it is none, or where a key stands twice. Extents of more than 18 digits become 10^18.
std::optional<NpyHeader> parse_npy_dictionary(std::string_view text, int version);

}  // namespace featdyn::numerics
