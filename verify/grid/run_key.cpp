#include "verify/grid/run_key.hpp"

#include <fmt/format.h>

#include <sstream>

#include "numerics/extensions.hpp"
#include "numerics/files/atomic_file.hpp"
#include "numerics/settings/parameters.hpp"
#include "numerics/version.hpp"
#include "verify/output/inputs.hpp"
#include "verify/sha256.hpp"

namespace featdyn::verify {
namespace {

/// "1.50" and "15e-1" are the same number.
std::string canonical_number(const std::string& literal) {
  try {
    return theory::rational_from_decimal(literal).str();
  } catch (const std::invalid_argument&) {
    return literal;
  }
}

std::string canonical_array(const std::string& literal) {
  std::istringstream items(literal.substr(1, literal.size() - 2));
  std::string result = "[";
  for (std::string item; std::getline(items >> std::ws, item, ',');) result += canonical_number(item) + ",";
  return result + "]";
}

}  // namespace

RunKeys::RunKeys(const std::string& work)
    : prefix_(fmt::format("{}\nnumerics {}\n", work, numerics::version)) {
  if (const std::string& own = numerics::extensions().version; !own.empty())
    prefix_ += "own pieces " + own + "\n";
}

std::string RunKeys::digest_of_file(const std::string& path) {
  const std::lock_guard lock(guard_);
  const auto known = digests_.find(path);
  if (known != digests_.end()) return known->second;
  return digests_[path] = sha256(numerics::read_file(path));
}

std::string RunKeys::canonical(const std::string& literal) {
  if (const auto file = file_named_by(literal)) return "file " + digest_of_file(file->string());
  return literal.starts_with("[") ? canonical_array(literal) : canonical_number(literal);
}

std::string RunKeys::of(const numerics::Settings& settings) {
  std::string text = prefix_;
  for (const auto& [path, literal] : numerics::used_parameters(settings))
    text += path + " = " + canonical(literal) + "\n";
  return sha256(text);
}

std::string run_key(const std::string& work, const numerics::Settings& settings) {
  return RunKeys(work).of(settings);
}

}  // namespace featdyn::verify
