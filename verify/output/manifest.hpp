#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "numerics/files/checksum.hpp"

namespace featdyn::verify {

/// What one command has left in a folder.
struct Product {
  std::string command;      ///< "run"
  std::string key;          ///< names settings and options; results of another key are of another run
  std::string lineage;      ///< results of one lineage replace each other whatever their keys; empty: none do
  std::string description;  ///< of settings and options, in words
  std::map<std::string, numerics::Content> files = {};  ///< by name, relative to the folder
  bool operator==(const Product&) const = default;
};

/// Files on their way to their places. It is written down before the first of them moves, so that whoever
/// comes next ends what a kill has left.
struct Change {
  struct Move {
    std::string from, to;
  };
  std::vector<Move> moves;
  std::vector<std::string> removals;
  std::map<std::string, numerics::Content> earlier;  ///< what may be replaced or removed: of nobody else's
};

/// What in a folder is ours. Files that it does not name are somebody else's, whatever they are called.
struct Manifest {
  std::vector<Product> products = {};
  std::set<std::string> unfinished = {};  ///< parts of a run that has not ended
  std::optional<Change> change = {};

  /// Null where the command has left nothing.
  const Product* find(const std::string& command) const;
};

/// The subfolder that is ours alone: manifest, lock, and files that are not in their places yet.
inline constexpr const char* private_folder = ".featdyn";

/// Empty where the folder has none. Throws InputError where it is damaged.
Manifest read_manifest(const std::filesystem::path& directory);
/// Whole or not at all. The private folder must be there.
void write_manifest(const std::filesystem::path& directory, const Manifest& manifest);

}  // namespace featdyn::verify
