#include "numerics/settings/suggestion.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace featdyn::numerics {
namespace {

/// How many letters must be put in, taken out, replaced, or swapped with their neighbour [Damerau, Comm. ACM 7
/// (1964)].
std::size_t distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), now(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        now[j] = std::min(now[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, now);
  }
  return last[b.size()];
}

constexpr std::size_t longest = 100;  ///< of words that are compared

}  // namespace

std::string nearest(const std::string& word, const std::vector<std::string>& names) {
  if (word.empty() || word.size() > longest) return "";
  std::string best;
  std::size_t least = std::max<std::size_t>(word.size() / 3, 1) + 1;
  for (const std::string& name : names)
    if (const std::size_t apart = distance(word, name); apart < least) {
      least = apart;
      best = name;
    }
  if (!best.empty()) return best;
  const auto begun = [&](const std::string& name) { return word.size() >= 3 && name.starts_with(word); };
  const auto found = std::ranges::find_if(names, begun);
  return found == names.end() ? "" : *found;
}

std::string did_you_mean(const std::string& word, const std::vector<std::string>& names) {
  const std::string name = nearest(word, names);
  return name.empty() ? "" : fmt::format(", did you mean {}?", name);
}

void refuse_name(const Origin& origin, const std::string& what, const std::string& word,
                 const std::vector<std::string>& names) {
  throw InputError(origin, fmt::format("{}, read {}, allowed: {}{}", what, word, fmt::join(names, ", "),
                                       did_you_mean(word, names)));
}

}  // namespace featdyn::numerics
