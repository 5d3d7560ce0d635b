#include "verify/output/permission.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <sstream>

#include "numerics/files/atomic_file.hpp"
#include "numerics/refusal/input_error.hpp"

namespace featdyn::verify {
namespace {

namespace fs = std::filesystem;

/// The names of files in a folder that a pattern such as "figure-2-*.csv" covers.
std::vector<std::string> names_like(const fs::path& directory, const std::string& pattern) {
  const auto star = pattern.find('*');
  std::vector<std::string> names;
  if (star == pattern.npos) {
    if (is_there(directory / pattern)) names.push_back(pattern);
    return names;
  }
  const std::string start = pattern.substr(0, star), end = pattern.substr(star + 1);
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(directory, ignored)) {
    const std::string name = entry.path().filename().string();
    if (name.size() >= start.size() + end.size() && name.starts_with(start) && name.ends_with(end))
      names.push_back(name);
  }
  return names;
}

/// "recurrence/gram.npy" needs a folder "recurrence", and not somebody's link to another.
void require_folders(const fs::path& directory, const std::string& name) {
  const fs::path parent = fs::path(name).parent_path();
  if (!parent.empty() && is_there(directory / parent) &&
      !fs::is_directory(fs::symlink_status(directory / parent)))
    refuse_foreign(directory / parent, "no folder");
}

bool has_text(const fs::path& file, const Intent& intent, const std::string& name) {
  const auto known = intent.texts.find(name);
  std::error_code ignored;
  return known != intent.texts.end() && fs::is_regular_file(file, ignored) &&
         fs::file_size(file, ignored) == known->second.size() && numerics::read_file(file) == known->second;
}

/// One file that is there and would be replaced or removed.
void require_file(const Intent& intent, const Product* own, const std::string& name) {
  const fs::path file = intent.directory / name;
  if (has_text(file, intent, name)) return;
  require_no_input(file, intent.inputs);
  const bool named = own != nullptr && own->files.contains(name);
  if (!named || !is_plain(file)) refuse_foreign(file, "one that featdyn has not left there");
  if (intent.overwrite || intent.repairs || numerics::content_of(file) == own->files.at(name)) return;
  throw numerics::InputError(
      {file.string(), 1},
      "changed since featdyn wrote it, read other contents, allowed: another folder with --out, to move it "
      "away, or --overwrite, which replaces it");
}

void require_part(const Intent& intent, const Manifest& manifest, const std::string& name) {
  const fs::path file = intent.directory / name;
  if (!is_there(file)) return;
  require_no_input(file, intent.inputs);
  if (!manifest.unfinished.contains(name) || !is_plain(file))
    refuse_foreign(file, "one that featdyn has not left there");
}

/// What took long to compute is not begun again without a word.
void require_no_checkpoint(const Intent& intent) {
  const fs::path file = intent.directory / intent.checkpoint;
  if (intent.checkpoint.empty() || intent.resumes || intent.overwrite || !is_there(file)) return;
  throw numerics::InputError(
      {file.string(), 1},
      "an unfinished run is there, read its checkpoint, allowed: --resume, which goes on "
      "from it where settings and method are the same, --overwrite, which begins again, "
      "or another folder with --out");
}

void require_other_products(const Intent& intent, const Manifest& manifest) {
  for (const Product& product : manifest.products)
    for (const std::string& pattern : intent.names)
      for (const std::string& name : names_like(intent.directory, pattern))
        if (product.command != intent.command && product.files.contains(name) &&
            !has_text(intent.directory / name, intent, name))
          refuse_foreign(intent.directory / name,
                         fmt::format("one of featdyn {}, {}", product.command, product.description));
}

/// Whether every line that both have by its name, "name = value", has one value in both; * is any. Others must be
/// the same.
bool is_one_lineage(const std::string& a, const std::string& b) {
  const auto split = [](const std::string& text) {
    std::map<std::string, std::string> values;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      const auto equals = line.find(" = ");
      values[line.substr(0, equals)] = equals == line.npos ? "" : line.substr(equals + 3);
    }
    return values;
  };
  const auto of_a = split(a), of_b = split(b);
  const auto fits = [](const auto& line, const auto& others) {
    const auto other = others.find(line.first);
    return line.second == "*" ||
           (other != others.end() && (other->second == "*" || other->second == line.second));
  };
  return std::ranges::all_of(of_a, [&](const auto& line) { return fits(line, of_b); }) &&
         std::ranges::all_of(of_b, [&](const auto& line) { return fits(line, of_a); });
}

}  // namespace

bool is_plain(const fs::path& file) {
  std::error_code ignored;
  return fs::symlink_status(file, ignored).type() == fs::file_type::regular;
}

bool is_there(const fs::path& file) {
  std::error_code ignored;
  return fs::symlink_status(file, ignored).type() != fs::file_type::not_found;
}

void require_no_input(const fs::path& file, const std::vector<fs::path>& inputs) {
  for (const fs::path& input : inputs) {
    std::error_code error;
    if (fs::equivalent(file, input, error) && !error)
      throw numerics::InputError({file.string(), 1},
                                 fmt::format("what is read would be written, read the input {}, allowed: "
                                             "another place with --out",
                                             input.string()));
  }
}

void refuse_foreign(const fs::path& file, const std::string& what) {
  throw numerics::InputError(
      {file.string(), 1},
      fmt::format("a file is in the way, read {}, allowed: another place with --out, or to move it away",
                  what));
}

bool goes_on(const Product& earlier, const Intent& intent) {
  return earlier.key == intent.key ||
         (!intent.lineage.empty() && is_one_lineage(earlier.lineage, intent.lineage));
}

const Product* earlier_product(const Intent& intent, const Manifest& manifest) {
  return manifest.find(intent.command);
}

void require_permission(const Intent& intent, const Manifest& manifest) {
  const Product* own = earlier_product(intent, manifest);
  if (own != nullptr && !goes_on(*own, intent)) {
    if (!intent.overwrite)
      throw numerics::InputError(
          {intent.directory.string(), 1},
          fmt::format("results of other settings are there, read those of featdyn {}, {}, allowed: another "
                      "folder with --out, or --overwrite, which replaces them when the new ones are complete",
                      own->command, own->description));
    for (const auto& [name, content] : own->files)
      if (is_there(intent.directory / name)) require_file(intent, own, name);
  }
  require_other_products(intent, manifest);
  for (const std::string& pattern : intent.names) {
    require_folders(intent.directory, pattern);
    for (const std::string& name : names_like(intent.directory, pattern)) require_file(intent, own, name);
  }
  for (const std::string& part : intent.parts) require_part(intent, manifest, part);
  require_no_checkpoint(intent);
}

void require_permission(const Intent& intent) {
  std::error_code ignored;
  const bool is_folder = fs::is_directory(intent.directory, ignored);
  if (is_there(intent.directory) && !is_folder) refuse_foreign(intent.directory, "no folder");
  const Manifest manifest = is_folder ? read_manifest(intent.directory) : Manifest{};
  if (!manifest.change) require_permission(intent, manifest);
}

}  // namespace featdyn::verify
