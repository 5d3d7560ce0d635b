#include <algorithm>
#include <cctype>

#include "theory/formula/error.hpp"

namespace featdyn::formula {
namespace {

char lower(char c) {
  return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

/// Half the edits of a difference in case alone.
std::size_t cost(char one, char other) {
  return one == other ? 0 : lower(one) == lower(other) ? 1 : 2;
}

}  // namespace

std::size_t twice_edits(const std::string& one, const std::string& other) {
  std::vector<std::vector<std::size_t>> table(one.size() + 1, std::vector<std::size_t>(other.size() + 1));
  for (std::size_t a = 0; a <= one.size(); ++a)
    for (std::size_t b = 0; b <= other.size(); ++b) {
      std::size_t& here = table[a][b];
      here = 2 * std::max(a, b);
      if (a == 0 || b == 0) continue;
      here = std::min(
          {table[a - 1][b] + 2, table[a][b - 1] + 2, table[a - 1][b - 1] + cost(one[a - 1], other[b - 1])});
      if (a > 1 && b > 1 && one[a - 1] == other[b - 2] && one[a - 2] == other[b - 1])
        here = std::min(here, table[a - 2][b - 2] + 2);
    }
  return table[one.size()][other.size()];
}

std::string nearest(const std::string& word, const std::vector<std::string>& candidates) {
  constexpr std::size_t longest = 100;
  if (word.size() > longest) return "";
  std::string best;
  std::size_t least = word.size() + 1;  // at most half of the letters
  for (const std::string& candidate : candidates)
    if (const std::size_t edits = twice_edits(word, candidate); edits < least)
      least = edits, best = candidate;
  return best;
}

}  // namespace featdyn::formula
