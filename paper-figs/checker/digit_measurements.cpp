#include <cmath>
#include <list>

#include "numerics/enclosure/enclosure.hpp"
#include "numerics/scalar/arb_number.hpp"
#include "numerics/training/train.hpp"
#include "paper-figs/figure/measurements.hpp"

namespace featdyn::figures {
namespace {

using numerics::Ball;
using numerics::BigReal;
using numerics::Index;
using numerics::Matrix;
using numerics::PrecisionScope;
using numerics::Problem;
using verify::Row;

constexpr double exact = -1e6;  ///< log10 of a width that stands for 0: nothing was rounded yet

/// A recurrence in numbers of R with so many digits, beside others with other digits.
template <class R>
class Rung {
 public:
  Rung(const Problem& problem, long digits)
      : Rung(problem, digits, PrecisionScope(numerics::bits_of_digits(digits))) {}
  void advance() {
    const PrecisionScope scope(numerics::bits_of_digits(digits_));
    recurrence_.evaluate();
    recurrence_.advance();
  }
  const Matrix<R>& overlaps() const { return recurrence_.overlaps(); }
  long digits() const { return digits_; }

 private:
  Rung(const Problem& problem, long digits, const PrecisionScope&)
      : digits_(digits),
        recurrence_(problem, numerics::initial_state<R>(problem),
                    numerics::learning_rate<R>(problem.settings)) {}
  long digits_;
  numerics::Recurrence<R> recurrence_;
};

double digits_between(const Matrix<BigReal>& x, const Matrix<BigReal>& reference) {
  const PrecisionScope scope(numerics::bits_of_digits(reference_digits));
  double largest = 0, size = 0;
  for (Index i = 0; i < x.size(); ++i) {
    largest = std::max(largest, std::abs(static_cast<double>(BigReal(x.data()[i] - reference.data()[i]))));
    size = std::max(size, std::abs(static_cast<double>(reference.data()[i])));
  }
  return -std::log10(largest / size);
}

/// Records of several rungs that climb together.
template <class Climb, class See>
Row climb_all(const Problem& problem, Climb climb, See see) {
  const numerics::RecordSteps steps(problem.settings.training);
  Row row{.status = "finished", .values = {}};
  for (long k = 0; k <= steps.last(); ++k) {
    if (k > 0) climb();
    if (!steps.contains(k)) continue;
    row.values.push_back(static_cast<double>(k));
    see(row);
  }
  return row;
}

Row measure_digits(const Problem& problem) {
  numerics::Recurrence<double> plain(problem, numerics::initial_state<double>(problem),
                                     numerics::learning_rate<double>(problem.settings));
  std::list<Rung<BigReal>> rungs;
  for (const long digits : {20, 30, 50, reference_digits}) rungs.emplace_back(problem, digits);
  const auto selection = numerics::select_overlaps(problem);
  return climb_all(
      problem,
      [&] {
        plain.evaluate();
        plain.advance();
        for (auto& rung : rungs) rung.advance();
      },
      [&](Row& row) {
        const Matrix<BigReal>& reference = rungs.back().overlaps();
        row.values.push_back(digits_between(plain.overlaps().cast<BigReal>(), reference));
        for (const auto& rung : rungs)
          if (rung.digits() != reference_digits)
            row.values.push_back(digits_between(rung.overlaps(), reference));
        const auto now = numerics::summarise<double>(selection, 0, 0, {.loss = 0, .gradient_norm = 0},
                                                     plain.overlaps(), plain.gram());
        row.values.insert(row.values.end(), {now.signal_mean, now.noise_mean.value_or(NAN)});
      });
}

Row measure_width(const Problem& problem) {
  std::list<Rung<Ball>> rungs;
  for (const long digits : {20, 40, 80}) rungs.emplace_back(problem, digits);
  return climb_all(
      problem,
      [&] {
        for (auto& rung : rungs)
          if (numerics::widest(rung.overlaps()) < 0) rung.advance();
      },
      [&](Row& row) {
        for (const auto& rung : rungs) {
          const double width = numerics::widest(rung.overlaps());
          row.values.push_back(width < 0 && width > exact ? width : NAN);
        }
      });
}

}  // namespace

verify::Measurement digits_agreed() {
  return {.name = "digits agreed",
          .columns = {"step", "double", "digits_20", "digits_30", "digits_50", "signal", "noise"},
          .measure = measure_digits};
}

verify::Measurement enclosure_width() {
  return {.name = "enclosure width",
          .columns = {"step", "width_20", "width_40", "width_80"},
          .measure = measure_width};
}

}  // namespace featdyn::figures
