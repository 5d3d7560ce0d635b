#include <algorithm>
#include <array>

#include "theory/formula/latex.hpp"

namespace featdyn::formula {
namespace {

constexpr std::array greek{"alpha",  "beta",  "gamma",  "delta", "epsilon", "zeta",  "eta",   "theta",
                           "iota",   "kappa", "lambda", "mu",    "nu",      "xi",    "pi",    "rho",
                           "sigma",  "tau",   "phi",    "chi",   "psi",     "omega", "Gamma", "Delta",
                           "Lambda", "Sigma", "Phi",    "Psi",   "Omega"};

/// A part of a name without underscores.
std::string word(const std::string& part) {
  if (std::ranges::find(greek, part) != greek.end()) return "\\" + part;
  const bool is_number = std::ranges::all_of(part, [](char c) { return c >= '0' && c <= '9'; });
  return part.size() == 1 || is_number ? part : "\\mathrm{" + part + "}";
}

std::string key(const std::string& path) {
  std::string result;
  for (const char c : path) result += c == '_' ? "\\_" : std::string(1, c);
  return "\\texttt{" + result + "}";
}

}  // namespace

std::string latex_name(const std::string& name, const Vocabulary& vocabulary) {
  const Name* known = vocabulary.find(name);
  if (known && !known->latex.empty()) return known->latex;
  if (name.find('.') != std::string::npos) return key(name);
  const auto underscore = name.find('_');
  std::string base = word(name.substr(0, underscore)), lowered;
  for (std::size_t from = underscore; from < name.size();) {
    const std::size_t next = std::min(name.find('_', from + 1), name.size());
    const std::string part = name.substr(from + 1, next - from - 1);
    from = next;
    if (part == "bar")
      base = "\\bar{" + base + "}";
    else if (part == "underbar")
      base = "\\underline{" + base + "}";
    else if (!part.empty())
      lowered += (lowered.empty() ? "" : ",") + word(part);
  }
  if (base.empty()) return key(name);
  return lowered.empty() ? base : base + "_{" + lowered + "}";
}

}  // namespace featdyn::formula
