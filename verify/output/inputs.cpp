#include "verify/output/inputs.hpp"

namespace featdyn::verify {

std::optional<std::filesystem::path> file_named_by(const std::string& literal) {
  if (!literal.starts_with("\"/")) return std::nullopt;
  std::string path;
  for (std::size_t i = 1; i + 1 < literal.size(); ++i) {
    if (literal[i] == '\\') ++i;
    path += literal[i];
  }
  return path;
}

std::vector<std::filesystem::path> files_named_by(const numerics::Settings& settings) {
  std::vector<std::filesystem::path> files;
  for (const auto& [path, literal] : used_parameters(settings))
    if (const auto file = file_named_by(literal)) files.push_back(*file);
  return files;
}

}  // namespace featdyn::verify
