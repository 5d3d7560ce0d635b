#pragma once

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "numerics/settings/document.hpp"

namespace featdyn::numerics {

/// The data models by name.
enum class Model { two_patch, file, noisy_mnist };
inline constexpr std::array<std::pair<const char*, Model>, 3> models{
    {{"two-patch", Model::two_patch}, {"file", Model::file}, {"noisy-mnist", Model::noisy_mnist}}};

/// A key of the settings file and, for keys of one data model only, that model's name.
struct Key {
  const char* path;
  const char* model = "";
  const char* meaning;
};

/// Every key of the contract, in the file's order.
const std::vector<Key>& known_keys();

/// Throws InputError at the first entry that is no key of the contract, or a key of another data model;
/// checks the keys and values of [sweep] and [claims.*] too.
void check_keys(const Document& document);

}  // namespace featdyn::numerics
