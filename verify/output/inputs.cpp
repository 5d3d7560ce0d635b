#include "verify/output/inputs.hpp"

#include "numerics/settings/parameters.hpp"

namespace featdyn::verify {

std::optional<std::filesystem::path> file_named_by(const std::string& literal) {
  if (!literal.starts_with("\"/")) return std::nullopt;
  return numerics::path_of(literal);
}

std::vector<std::filesystem::path> files_named_by(const numerics::Settings& settings) {
  std::vector<std::filesystem::path> files;
  for (const auto& [path, literal] : used_parameters(settings))
    if (const auto file = file_named_by(literal)) files.push_back(*file);
  return files;
}

}  // namespace featdyn::verify
