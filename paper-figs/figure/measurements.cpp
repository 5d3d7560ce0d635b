#include "paper-figs/figure/measurements.hpp"

#include <array>
#include <cmath>
#include <limits>

#include "paper-figs/figure/training_series.hpp"
#include "verify/experiment/branch_law.hpp"
#include "verify/experiment/converged.hpp"
#include "verify/theorem/domain/point_numbers.hpp"
#include "verify/theorem/file/built_in.hpp"
#include "verify/theorem/value/evaluate.hpp"

namespace featdyn::figures {
namespace {

using numerics::Problem;
using verify::Row;
constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

/// T_1 of the theorem's file, rounded to a step.
long first_stage(const numerics::Settings& settings) {
  static const verify::Theorem theorem = verify::read_theorem(verify::find_theorem("theorem-3.1.ratio"));
  static const verify::Stated stated = verify::stated(theorem);
  const verify::PointNumbers numbers(settings, stated);
  const auto& formula = theorem.definitions.at("T_1").body.value;
  return std::lround(verify::number_of(stated.expanded(formula), {.number = numbers}));
}

Row branch_row(const Row& end, const verify::Measurement& converged) {
  const auto value = [&](const char* column) { return end.values[converged.index(column)]; };
  const bool signal = value("turned_signal") > 0, noise = value("turned_noise") > 0,
             both = value("turned_both") > 0 || (signal && noise);
  Row row{.status = end.status, .values = std::vector<double>(5, no_value)};
  const std::size_t branch = !(value("settled") == 1) ? 4 : both ? 3 : noise ? 2 : signal ? 1 : 0;
  row.values[branch] = value("ratio");
  return row;
}

}  // namespace

verify::Measurement trajectory() {
  return {.name = "trajectory",
          .columns = {"step", "signal", "noise", "ratio"},
          .measure = [](const Problem& problem) -> Row {
            const auto series = training_series(problem);
            Row row{.status = status_of(series), .values = {}};
            for (const auto& record : series.records)
              row.values.insert(row.values.end(),
                                {static_cast<double>(record.step), record.signal_mean,
                                 record.noise_mean.value_or(no_value), record.ratio.value_or(no_value)});
            return row;
          }};
}

verify::Measurement final_ratio() {
  return {.name = "final ratio",
          .columns = {"ratio", "log10_ratio"},
          .measure = [](const Problem& problem) -> Row {
            const auto series = training_series(problem);
            const bool finished = series.outcome.status == numerics::Status::finished;
            const double ratio = finished ? series.records.back().ratio.value_or(no_value) : no_value;
            return {.status = status_of(series), .values = {ratio, std::log10(ratio)}};
          }};
}

verify::Measurement final_overlaps() {
  return {.name = "final overlaps",
          .columns = {"signal_1", "signal_2", "noise"},
          .measure = [](const Problem& problem) -> Row {
            const auto series = training_series(problem);
            std::array<double, 3> sum{}, count{};
            const auto selection = numerics::select_overlaps(problem);
            for (const auto& column : selection.columns) {
              const std::size_t kind = column.is_signal ? static_cast<std::size_t>(column.patch) : 2;
              sum[kind] += series.A.back()
                               .col(column.patch)
                               .segment(column.first_neuron, column.neurons)
                               .cwiseAbs()
                               .mean();
              count[kind] += 1;
            }
            return {.status = status_of(series),
                    .values = {sum[0] / count[0], sum[1] / count[1], sum[2] / count[2]}};
          }};
}

verify::Measurement growth_ratio() {
  return {.name = "ratio of growths at T_1",
          .columns = {"growth_ratio"},
          .measure = [](const Problem& problem) -> Row {
            const long last = first_stage(problem.settings);
            numerics::Matrix<double> start, growth;
            const auto visit = [&](const verify::StepState& now) {
              if (now.step == 0) start = now.A;
              growth = now.A - start;
              return true;
            };
            if (verify::recurrence_trainer().walk(problem, last, visit) == numerics::Status::diverged)
              return {.status = "diverged", .values = {no_value}};
            return {.status = "finished", .values = {verify::overlap_ratio(growth, problem.data)}};
          }};
}

verify::Measurement ratio_by_branch(long longest) {
  const verify::Measurement end = verify::converged(verify::recurrence_trainer(), longest);
  return {.name = "ratio by branch of " + end.name,
          .columns = {"symmetric", "turned_signal", "turned_noise", "both", "unsettled"},
          .measure = [end](const Problem& problem) { return branch_row(end.measure(problem), end); }};
}

verify::Measurement symmetric_law() {
  return {.name = "law of the symmetric branch",
          .columns = {"symmetric"},
          .measure = [](const Problem& problem) -> Row {
            const Problem merged = verify::merged_problem(verify::effective(problem.settings));
            const auto point = verify::symmetric_branch(merged);
            return {.status = "finished",
                    .values = {point ? verify::overlap_ratio(point->a, merged.data) : no_value}};
          }};
}

verify::Measurement turned_laws() {
  return {.name = "laws of the turned branches",
          .columns = {"turned_signal", "turned_noise"},
          .measure = [](const Problem& problem) -> Row {
            const Problem like{.settings = verify::effective(problem.settings), .data = {}, .weights = {}};
            const auto law = [&](const verify::Branching& branch) {
              return verify::branch_law(branch).measure(like).values[0];
            };
            return {.status = "finished", .values = {law({.turned_signal = 1}), law({.turned_noise = 1})}};
          }};
}

}  // namespace featdyn::figures
