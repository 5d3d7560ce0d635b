#pragma once

#include <functional>
#include <string>
#include <vector>

#include "verify/grid/grid.hpp"

namespace featdyn::verify {

/// What others are asked to measure.
struct Order {
  const Measurement& measurement;
  /// What another process makes the measurement from, by whoever it is that made this one; empty where it stays here.
  std::string recipe;
};

/// Those who work through a grid in place of this process's threads: they take points from the queue and deliver rows
/// until there is none left.
using GridWorkers = std::function<void(const Queue&, const Points&, const Order&)>;

/// run_grid by these workers; all threads of this process where there are none.
std::vector<Row> run_grid(const std::vector<numerics::Settings>& points, const Order& order, RunStore& store,
                          const GridOptions& options, const GridWorkers& workers);

/// Throws InputError where a measurement of these settings has another key here than in the process that asks for it:
/// one of another version, or with other files.
void require_same_key(const Measurement& measurement, const numerics::Settings& settings,
                      const std::string& key);

}  // namespace featdyn::verify
