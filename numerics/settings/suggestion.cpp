#include "numerics/settings/suggestion.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "theory/formula/error.hpp"

namespace featdyn::numerics {
namespace {

constexpr std::size_t longest_word = 100;  ///< of words that are compared

}  // namespace

std::string nearest(const std::string& word, const std::vector<std::string>& names) {
  if (word.empty() || word.size() > longest_word) return "";
  std::string best;
  std::size_t least = 2 * std::max<std::size_t>(word.size() / 3, 1) + 1;
  for (const std::string& name : names)
    if (const std::size_t apart = formula::twice_edits(word, name); apart < least) {
      least = apart;
      best = name;
    }
  if (!best.empty()) return best;
  const auto begun = [&](const std::string& name) { return word.size() >= 3 && name.starts_with(word); };
  const auto found = std::ranges::find_if(names, begun);
  return found == names.end() ? "" : *found;
}

std::string allowed_after(const std::string& word, const std::vector<std::string>& names) {
  const std::string name = nearest(word, names);
  return name.empty() ? ", allowed: " : fmt::format(", did you mean {}? allowed: ", name);
}

void refuse_name(const Origin& origin, const std::string& what, const std::string& word,
                 const std::vector<std::string>& names) {
  throw InputError(
      origin, fmt::format("{}, read {}{}{}", what, word, allowed_after(word, names), fmt::join(names, ", ")));
}

}  // namespace featdyn::numerics
