#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "verify/output/manifest.hpp"

namespace featdyn::verify {

/// Whether there is something of this name, be it a link that leads nowhere.
bool is_there(const std::filesystem::path& file);
/// Whether it is a regular file itself, and no link to one.
bool is_plain(const std::filesystem::path& file);

/// What a command is about to leave in a folder.
struct Intent {
  std::filesystem::path directory;
  std::string command, key, lineage = {}, description = {};  ///< as in Product
  std::vector<std::string> names;       ///< every file that it may leave; one * stands for any characters
  std::vector<std::string> parts = {};  ///< files that grow there meanwhile
  std::vector<std::filesystem::path> inputs = {};  ///< what it reads, which it must not write
  std::map<std::string, std::string> texts = {};  ///< of names whose text is known: never written over itself
  bool overwrite = false;  ///< may replace what the same command has left of other settings, or unfinished
  bool repairs = false;    ///< may replace what it has left and somebody has changed
  std::string checkpoint = {};  ///< the part that keeps unfinished work
  bool resumes = false;         ///< goes on from it, and does not begin again
};

/// Whether a command may leave its files in a folder, which need not be there. Throws InputError where it
/// would write one of its own inputs (through whatever name), a file of somebody else's, a changed one, what
/// another command has left, or without --overwrite results of other settings or unfinished work that it would
/// not go on with. Touches nothing.
void require_permission(const Intent& intent, const Manifest& manifest);
/// The same by the folder's own manifest.
void require_permission(const Intent& intent);

/// The product that the intent's will replace or add to; null where there is none.
const Product* earlier_product(const Intent& intent, const Manifest& manifest);
/// Whether the intent's files are added to that product's: the same settings, or the same lineage.
bool goes_on(const Product& earlier, const Intent& intent);

/// Throws InputError where the file is one of the inputs, under whatever name.
void require_no_input(const std::filesystem::path& file, const std::vector<std::filesystem::path>& inputs);
/// The refusal of a file that is not ours.
[[noreturn]] void refuse_foreign(const std::filesystem::path& file, const std::string& what);

}  // namespace featdyn::verify
