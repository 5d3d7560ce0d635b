#include "verify/finding/finding.hpp"

#include <cmath>

namespace featdyn::verify {

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

}  // namespace featdyn::verify
