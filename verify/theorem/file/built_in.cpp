#include "verify/theorem/file/built_in.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "theory/formula/error.hpp"

namespace featdyn::verify {

TheoremText find_theorem(const std::string& file_or_id) {
  const auto& all = built_in_theorems();
  const auto found = std::ranges::find(all, file_or_id, &BuiltInTheorem::id);
  if (found != all.end()) return {found->text, found->id + ".toml", ""};
  std::error_code ignored;
  if (file_or_id.ends_with(".toml") || std::filesystem::exists(file_or_id, ignored))
    return theorem_text(file_or_id);
  std::vector<std::string> ids;
  for (const BuiltInTheorem& known : all) ids.push_back(known.id);
  const std::string near = formula::nearest(file_or_id, ids);
  throw numerics::InputError(
      {}, fmt::format("no theorem, read {}, allowed: {}", file_or_id,
                      near.empty() ? "a theorem file (featdyn init theorem writes one), or an "
                                     "id that featdyn list theorems names"
                                   : near + " (the nearest id)"));
}

}  // namespace featdyn::verify
