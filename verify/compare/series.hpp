#pragma once

#include <functional>
#include <string>
#include <vector>

#include "numerics/training/observables.hpp"
#include "numerics/training/stage_times.hpp"
#include "numerics/training/train.hpp"
#include "verify/terminal/progress_bar.hpp"

namespace featdyn::verify {

/// A run kept in memory: its records with overlaps and Gram matrices at the same steps.
struct RunSeries {
  std::string method;
  numerics::Outcome outcome;
  std::vector<numerics::Record<double>> records;
  std::vector<numerics::Matrix<double>> A, G;  ///< m x N, m x m per record
  double wall_seconds = 0;
  std::vector<numerics::Stage<double>> stages = {};
};

/// Trains `method` and keeps what it records.
template <class M>
RunSeries collect(const std::string& name, M& method, const numerics::Problem& problem,
                  const std::function<bool(long)>& proceed = {}) {
  RunSeries series{.method = name, .outcome = {}, .records = {}, .A = {}, .G = {}};
  auto stages = numerics::stage_times<double>(problem);
  const numerics::Observer<double> observer{.record =
                                                [&](const numerics::Snapshot<double>& now) {
                                                  series.records.push_back(now.record);
                                                  series.A.push_back(now.A);
                                                  series.G.push_back(now.G);
                                                },
                                            .proceed = proceed,
                                            .visit = stages.visitor()};
  series.outcome = numerics::train(method, numerics::select_overlaps(problem),
                                   numerics::learning_rate<double>(problem.settings),
                                   numerics::RecordSteps(problem.settings.training), observer);
  if constexpr (numerics::LeapingMethod<M>)
    series.stages = method.stages();
  else
    series.stages = stages.stages();
  return series;
}

/// The same with a progress bar of that name.
template <class M>
RunSeries collect_with_bar(const std::string& name, M& method, const numerics::Problem& problem) {
  ProgressBar bar(name, problem.settings.training.steps, false);
  return collect(name, method, problem, [&](long step) { return bar.update(step), true; });
}

/// The same run with `parts` steps of learning rate eta / parts in place of each.
RunSeries collect_refined(const numerics::Problem& problem, int parts);

/// A quantity that is compared between methods: a matrix per record, empty where there is none.
struct Quantity {
  const char* name;
  numerics::Matrix<double> (*at)(const RunSeries& series, std::size_t record);
  double least;  ///< sizes below this part of the largest so far count as that
};
/// Overlaps, Gram matrix, and the columns of trajectory.csv.
const std::vector<Quantity>& quantities();

}  // namespace featdyn::verify
