#include "numerics/settings/nearest_file.hpp"

#include <algorithm>
#include <vector>

#include "numerics/settings/suggestion.hpp"

namespace featdyn::numerics {
namespace {

/// Of a folder with very many files no more than these are looked at.
constexpr std::size_t most_files = 10'000;

std::vector<std::string> toml_files(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  std::size_t seen = 0;
  std::filesystem::directory_iterator entries(folder.empty() ? "." : folder, error);
  for (const std::filesystem::directory_iterator end; !error && entries != end && seen < most_files;
       entries.increment(error), ++seen)
    if (entries->path().extension() == ".toml") names.push_back(entries->path().filename().string());
  std::ranges::sort(names);
  return names;
}

}  // namespace

std::string nearest_file(const std::filesystem::path& file) {
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored)) {
    const auto names = toml_files(file);
    return names.size() == 1 ? (file / names.front()).string() : "";
  }
  const auto names = toml_files(file.parent_path());
  const std::string name = nearest(file.filename().string(), names);
  return name.empty() ? "" : (file.parent_path() / name).string();
}

}  // namespace featdyn::numerics
