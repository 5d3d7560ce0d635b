#pragma once

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "numerics/settings/document.hpp"

namespace featdyn::numerics {

/// The data models that are not a user's own.
inline constexpr std::array built_in_models{"two-patch", "file", "noisy-mnist", "spectrum"};

/// A key of the settings file and, for keys of some data models only, their names, a space between.
struct Key {
  std::string path;
  std::string model = "";
  std::string meaning;
};

/// Every key of the contract, in the file's order, and those of own data models.
std::vector<Key> known_keys();

/// Throws InputError at the first entry that is no key of the contract, or a key of another data model;
/// checks the keys and values of [sweep] and [claims.*] too.
void check_keys(const Document& document);

}  // namespace featdyn::numerics
