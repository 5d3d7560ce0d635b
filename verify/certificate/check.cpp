// Certificates are checked: first everything that costs little, then the run in another arithmetic.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "numerics/data/batches.hpp"
#include "numerics/enclosure/enclosure.hpp"
#include "numerics/scalar/interval.hpp"
#include "numerics/training/label_factors.hpp"
#include "verify/certificate/certificate.hpp"
#include "verify/certificate/decimal_grid.hpp"
#include "verify/certificate/provenance.hpp"
#include "verify/certificate/request.hpp"

namespace featdyn::verify {
namespace {

using numerics::Bounds;
using numerics::Enclosure;
using theory::Rational;

DecimalGrid grid_of(const Certificate& certificate) {
  return DecimalGrid::for_width(theory::rational_from_decimal(certificate.width));
}

Check judged(const char* what, bool holds, const std::string& detail) {
  return {.what = what, .verdict = holds ? Verdict::holds : Verdict::fails, .detail = detail};
}

Check check_data(const CertificateFile& file) {
  const std::string difference = difference_from_settings(file.certificate.problem);
  return judged("data", difference.empty(), difference.empty() ? file.mode : difference);
}

Check check_mode(const CertificateFile& file) {
  const bool holds = file.mode == mode_of(file.certificate.problem.settings);
  return judged("mode", holds, holds ? "says what config makes" : "does not say what config makes");
}

/// The order of the samples is a random stream of the settings.
Check check_batches(const CertificateFile& file) {
  const Certificate& said = file.certificate;
  std::size_t at = 0;
  bool same = std::ssize(file.batch_sizes) == said.steps;
  if (same) {
    const numerics::Batches batches(said.problem.settings, said.problem.data.samples());
    for (long k = 0; same && k < said.steps; ++k) {
      const std::vector<numerics::Index> wanted = batches.samples_of(k);
      const std::size_t count = file.batch_sizes[static_cast<std::size_t>(k)];
      same = count == wanted.size() &&
             std::equal(wanted.begin(), wanted.end(), file.batches.begin() + static_cast<std::ptrdiff_t>(at));
      at += count;
    }
  }
  return judged("batches", same, same ? "those of config" : "not those that config draws");
}

/// So are the factors on labels; -0 is not 0.
Check check_label_factors(const CertificateFile& file) {
  const Certificate& said = file.certificate;
  bool same = std::ssize(file.label_factors) == said.steps;
  if (same) {
    const numerics::LabelFactors drawn(said.problem.settings, said.problem.data.samples());
    for (long k = 0; same && k < said.steps; ++k)
      same =
          std::ranges::equal(file.label_factors[static_cast<std::size_t>(k)], drawn.of_step(k),
                             [](double x, double y) { return x == y && std::signbit(x) == std::signbit(y); });
  }
  return judged("label_factors", same,
                same ? "bit by bit those of config" : "not, bit by bit, those that config draws");
}

Check check_width(const Certificate& said) {
  Rational found = 0;
  bool ordered = true;
  for (std::size_t r = 0; r < said.lower.size(); ++r)
    for (std::size_t p = 0; p < said.lower[r].size(); ++p) {
      const Rational width =
          theory::rational_from_decimal(said.upper[r][p]) - theory::rational_from_decimal(said.lower[r][p]);
      ordered = ordered && width >= 0;
      found = std::max<Rational>(found, width);
    }
  return judged(
      "width", ordered && found < theory::rational_from_decimal(said.width),
      ordered ? fmt::format("widest {:.3g}, allowed below {}", theory::to_real<double>(found), said.width)
              : "an upper bound below its lower one");
}

Check check_digits(const CertificateFile& file) {
  const long places = grid_of(file.certificate).places();
  return judged("digits", file.digits == places,
                fmt::format("{}, bounds of that width have {} places", file.digits, places));
}

Check check_text(const CertificateFile& file) {
  const bool same = file.claims == claims_of(file.certificate) && file.meaning == meaning_of_exit_0();
  return judged("claims", same,
                same ? "they say what the bounds show" : "they do not say what the bounds show");
}

/// [lower, upper] holds the enclosure, and both are the decimals of the grid next to it.
bool follows(const Bounds& said, const Bounds& found, const DecimalGrid& grid) {
  const Rational slack = DecimalGrid(grid.places() + places_of_slack).step();
  return said.lower <= found.lower && found.upper <= said.upper &&
         said.lower >= grid.below(found.lower - slack) && said.upper <= grid.above(found.upper + slack) &&
         grid.below(said.lower) == said.lower && grid.below(said.upper) == said.upper;
}

Check check_bounds(const Certificate& said, const Enclosure& found) {
  const DecimalGrid grid = grid_of(said);
  for (std::size_t r = 0, i = 0; r < said.lower.size(); ++r)
    for (std::size_t p = 0; p < said.lower[r].size(); ++p, ++i) {
      const std::string &lower = said.lower[r][p], &upper = said.upper[r][p];
      if (!follows({theory::rational_from_decimal(lower), theory::rational_from_decimal(upper)},
                   found.overlaps[i], grid))
        return judged("final", false,
                      fmt::format("neuron {}, patch {}: [{}, {}] is not what follows, [{}, {}]", r, p, lower,
                                  upper, grid.text(grid.below(found.overlaps[i].lower)),
                                  grid.text(grid.above(found.overlaps[i].upper))));
    }
  return judged("final", true,
                fmt::format("{} overlaps after {} steps, with {} digits of MPFI", found.overlaps.size(),
                            said.steps, found.digits));
}

Check check_run(const Certificate& said, const StepProgress& progress) {
  const auto found =
      numerics::enclose<numerics::Interval>(said.problem, request(grid_of(said), said.steps, progress));
  if (!found)
    return {.what = "final",
            .verdict = Verdict::undecided,
            .detail = "the run leaves the finite numbers, or no precision was enough"};
  return check_bounds(said, *found);
}

}  // namespace

std::vector<Check> check(const CertificateFile& file, const StepProgress& progress) {
  const auto all_hold = [](const std::vector<Check>& checks) {
    return std::ranges::all_of(checks, [](const Check& item) { return item.verdict == Verdict::holds; });
  };
  std::vector<Check> checks{check_digits(file), check_width(file.certificate), check_text(file),
                            check_mode(file), check_data(file)};
  const bool has_batches = file.certificate.problem.settings.training.update.batch_size.has_value();
  if (has_batches && all_hold(checks)) checks.push_back(check_batches(file));
  if (file.certificate.problem.settings.draws_label_factors() && all_hold(checks))
    checks.push_back(check_label_factors(file));
  if (all_hold(checks)) checks.insert(checks.begin(), check_run(file.certificate, progress));
  return checks;
}

}  // namespace featdyn::verify
