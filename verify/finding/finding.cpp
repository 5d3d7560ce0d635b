#include "verify/finding/finding.hpp"

#include <algorithm>
#include <cmath>

namespace featdyn::verify {
namespace {

bool is_worse(const Inequality& a, const Inequality& b) {
  const auto rank = [](const Inequality& x) {
    return std::pair(x.verdict() == Verdict::fails       ? 0
                     : x.verdict() == Verdict::undecided ? 1
                                                         : 2,
                     std::isnan(x.margin()) ? -HUGE_VAL : x.margin());
  };
  return rank(a) < rank(b);
}

}  // namespace

double Inequality::margin() const {
  const double scale = bound != 0 ? std::abs(bound) : 1.0;
  return (sense == Sense::at_least ? value - bound : bound - value) / scale;
}

Verdict Inequality::verdict() const {
  if (!std::isfinite(error)) return std::isnan(value) ? Verdict::fails : Verdict::undecided;
  const double distance = sense == Sense::at_least ? value - bound : bound - value;
  if (error > 0 && std::abs(distance) <= error) return Verdict::undecided;
  return distance >= 0 ? Verdict::holds : Verdict::fails;
}

Inequality at_least(std::string name, double value, double bound, double error, std::string where) {
  return {.name = std::move(name),
          .value = value,
          .sense = Inequality::Sense::at_least,
          .bound = bound,
          .error = error,
          .where = std::move(where)};
}

Inequality at_most(std::string name, double value, double bound, double error, std::string where) {
  Inequality line = at_least(std::move(name), value, bound, error, std::move(where));
  line.sense = Inequality::Sense::at_most;
  return line;
}

const char* name(Evidence evidence) {
  switch (evidence) {
    case Evidence::sampled:
      return "sampled";
    case Evidence::confirmed:
      return "confirmed";
    case Evidence::certified:
      return "certified";
    case Evidence::proved:
      return "proved";
  }
  return "";
}

Finding conclude(Finding finding) {
  const bool assumed = std::ranges::all_of(
      finding.assumptions, [](const Inequality& line) { return line.verdict() == Verdict::holds; });
  finding.verdict = Verdict::not_applicable;
  if (finding.conclusions.empty()) return finding;
  const auto& worst = *std::ranges::min_element(finding.conclusions, is_worse);
  if (finding.where.empty()) finding.where = worst.where.empty() ? worst.name : worst.where;
  if (!assumed) return finding;
  finding.margin = worst.margin();
  finding.verdict = worst.verdict();
  return finding;
}

}  // namespace featdyn::verify
