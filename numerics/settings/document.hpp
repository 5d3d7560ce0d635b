#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "numerics/refusal/input_error.hpp"

namespace featdyn::numerics {

/// One value of a settings file. Numbers keep the text they were written with: decimals are exact.
struct Entry {
  enum class Kind { integer, real, string, boolean, array, other };
  Kind kind = Kind::other;
  std::string text;          ///< a number's literal, a string's value
  std::vector<Entry> items;  ///< an array's elements
  Origin origin;
  long place = 0;                ///< grows along the file; entries that were added by set() come after it
  std::filesystem::path folder;  ///< what a path in this entry is relative to
};

/// Whether the entry is an integer or a real literal, nan and inf among them.
bool is_number(const Entry& entry);

/// The integer that an entry says: 10, or 1e1, whose value is one. Nothing for what says none, or one beyond
/// 64 bits.
std::optional<long> whole_number(const Entry& entry);

/// How messages show an entry, e.g. `"two-patch"` or `[0, 1]`.
std::string shown(const Entry& entry);

/// A settings file as a flat list of entries by path ("data.signal_norm"), with the line of each.
class Document {
 public:
  /// Reads a TOML file. Throws InputError when it cannot be opened or is not TOML.
  static Document from_file(const std::filesystem::path& file);
  /// Parses TOML text; `file` is what messages call it, `folder` what its paths are relative to. A byte order
  /// mark before the first line is no part of it.
  static Document from_text(std::string_view text, const std::string& file,
                            const std::filesystem::path& folder);
  /// The settings inside another file, which holds what they name as files: those may be gone.
  static Document from_stored_text(std::string_view text, const std::string& file);

  /// Overrides one entry by "key.path=value" (a bare word counts as a string, 010 as 10); paths in it are
  /// relative to the current folder. Throws InputError when it has no '=' or an unreadable value.
  void set(const std::string& assignment);

  Document without_sweep() const;
  /// This document with the first value of each swept key in its place.
  Document at_start_of_sweep() const;
  /// This document without its [sweep] and with one entry replaced.
  Document with(const std::string& path, const Entry& value) const;

  const std::map<std::string, Entry>& entries() const { return entries_; }
  const Entry* find(const std::string& path) const;
  /// Where an entry stands, or the header of its table, or the first line.
  Origin origin(const std::string& path) const;
  const std::string& file() const { return file_; }
  /// Whether the files that entries name must be there.
  bool needs_files() const { return needs_files_; }

 private:
  std::string file_ = "featdyn";
  std::map<std::string, Entry> entries_;
  std::map<std::string, int> table_lines_;
  int overrides_ = 0;
  bool needs_files_ = true;
};

}  // namespace featdyn::numerics
