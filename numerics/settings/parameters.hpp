#pragma once

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "numerics/settings/decimal.hpp"

namespace featdyn::numerics {

/// Paths of settings and their values as TOML literals, in the file's order.
using Parameters = std::vector<std::pair<std::string, std::string>>;

/// The TOML literal of a value that has a name among `names`.
template <class T, std::size_t count>
std::string name_of(const std::array<std::pair<const char*, T>, count>& names, T value) {
  for (const auto& [name, item] : names)
    if (item == value) return fmt::format("\"{}\"", name);
  return "";
}

/// The TOML literal of an array.
std::string literal(const std::vector<Decimal>& values);
std::string literal(const std::vector<std::vector<Decimal>>& rows);
/// The TOML literal of a file, from any folder.
std::string literal(const std::filesystem::path& path);

/// The path that such a literal of it holds.
std::string path_of(const std::string& literal);

}  // namespace featdyn::numerics
