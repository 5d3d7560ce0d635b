#pragma once

#include <map>
#include <string>

#include "numerics/files/atomic_file.hpp"
#include "tests/problems.hpp"

namespace featdyn::testing {

/// Every file in a folder by its name, with what it holds; folders end with a slash. The program's own private
/// folder is left out.
inline std::map<std::string, std::string> tree(const std::filesystem::path& folder) {
  std::map<std::string, std::string> files;
  if (!std::filesystem::exists(folder)) return files;
  for (std::filesystem::recursive_directory_iterator entry(folder), end; entry != end; ++entry) {
    const std::string name = entry->path().lexically_relative(folder).string();
    if (entry->path().filename() == ".featdyn")
      entry.disable_recursion_pending();
    else if (entry->is_directory())
      files[name + "/"] = "";
    else
      files[name] = entry->is_regular_file() ? numerics::read_file(entry->path()) : "";
  }
  return files;
}

}  // namespace featdyn::testing
