#pragma once

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "numerics/settings/settings.hpp"

namespace featdyn::numerics {

/// No count of anything is larger.
inline constexpr long largest_count = 1'000'000'000'000;

/// Which reals a key allows.
enum class Allowed { any, nonnegative, positive, unit, open_unit };
const char* description(Allowed range);

/// Typed, checked access to the entries of a document. Every member throws InputError naming key, file and
/// line.
class Reader {
 public:
  explicit Reader(const Document& document) : document_(document) {}

  /// Nothing where the key is absent.
  std::optional<Decimal> real(const std::string& path, Allowed range) const;
  std::optional<long> integer(const std::string& path, long least, long greatest) const;
  std::optional<bool> flag(const std::string& path) const;
  std::optional<std::filesystem::path> file(const std::string& path) const;
  std::optional<std::vector<Decimal>> reals(const std::string& path) const;
  /// The numbers of an array found at the path, or inside the array there.
  std::vector<Decimal> decimals(const std::string& path, const Entry& array, Allowed range,
                                const std::string& allowed) const;
  std::optional<std::vector<int>> digits(const std::string& path) const;
  /// The value that has the entry's name in a range of pairs {name, value}.
  template <class Names>
  auto choice(const std::string& path, const Names& names) const
      -> std::optional<typename Names::value_type::second_type>;

  /// The value, or the error that the required key is missing.
  template <class T>
  T required(const std::string& path, std::optional<T> value, const char* example) const {
    if (!value)
      fail(path,
           fmt::format("missing required key {}, read nothing, allowed: for example {}", path, example));
    return *std::move(value);
  }

  bool has(const std::string& path) const { return find(path) != nullptr; }
  const Entry* find(const std::string& path) const { return document_.find(path); }
  [[noreturn]] void fail(const std::string& path, const std::string& message) const {
    throw InputError(document_.origin(path), message);
  }
  [[noreturn]] void refuse(const std::string& path, const char* what, const std::string& allowed) const {
    constexpr std::size_t longest = 500;
    std::string read = shown(*document_.find(path));
    if (read.size() > longest) read = read.substr(0, longest) + " ...";
    fail(path, fmt::format("{}: {}, read {}, allowed: {}", path, what, read, allowed));
  }

 private:
  Decimal decimal(const std::string& path, const Entry& entry, Allowed range) const;
  const Document& document_;
};

template <class Names>
auto Reader::choice(const std::string& path, const Names& names) const
    -> std::optional<typename Names::value_type::second_type> {
  const Entry* entry = document_.find(path);
  if (!entry) return std::nullopt;
  std::string allowed;
  for (const auto& [name, value] : names) {
    if (entry->kind == Entry::Kind::string && entry->text == name) return value;
    allowed += (allowed.empty() ? "\"" : ", \"") + std::string(name) + '"';
  }
  refuse(path, entry->kind == Entry::Kind::string ? "unknown name" : "wrong type", allowed);
}

}  // namespace featdyn::numerics
