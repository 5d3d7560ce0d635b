#pragma once

#include <map>
#include <string>

#include "numerics/settings/document.hpp"

namespace featdyn::numerics {

/// Takes out what cannot stand beside a value of this path: the keys of a table in its place, and a value in the place
/// of a table that it is in.
void make_room(std::map<std::string, Entry>& entries, const std::string& path);

}  // namespace featdyn::numerics
