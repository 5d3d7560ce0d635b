#include "verify/grid/grid_workers.hpp"

namespace featdyn::verify {

std::vector<Row> run_grid(const std::vector<numerics::Settings>& points, const Order& order, RunStore& store,
                          const GridOptions& options, const GridWorkers& workers) {
  if (!workers) return run_grid(points, order.measurement, store, options);
  const Points grid{.count = points.size(), .at = [&points](std::size_t point) { return points[point]; }};
  GridScheduler scheduler(grid, order.measurement, store, options);
  workers(scheduler.queue(), grid, order);
  return scheduler.rows();
}

void require_same_key(const Measurement& measurement, const numerics::Settings& settings,
                      const std::string& key) {
  const std::string own = run_key(measurement.work(), settings);
  if (own != key)
    throw numerics::InputError(
        {"worker"}, "another featdyn, or other files, than where the work comes from, read the key " + own +
                        ", allowed: " + key);
}

}  // namespace featdyn::verify
