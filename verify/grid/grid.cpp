#include "verify/grid/grid.hpp"

#include <omp.h>

namespace featdyn::verify {

numerics::Settings vary(const numerics::Settings& base, const std::vector<std::string>& overrides,
                        std::uint64_t seed) {
  numerics::Document document = base.document;
  for (const std::string& assignment : overrides) document.set(assignment);
  numerics::Settings settings = numerics::read_settings(std::move(document));
  settings.data_seed += seed;
  settings.init.seed += seed;
  return settings;
}

void work_through(const Queue& queue, const Points& points, const Measurement& measurement, int threads) {
  omp_set_num_threads(threads);  // one alone leaves them to the loops of its runs
#pragma omp parallel
  {
    try {
      while (const auto point = queue.next())
        queue.deliver(*point,
                      measurement.measure(numerics::make_problem(points.at(*point), measurement.vectors)));
    } catch (...) {
      queue.fail(std::current_exception());
    }
  }
}

std::vector<Row> run_grid(const std::vector<numerics::Settings>& points, const Measurement& measurement,
                          RunStore& store, const GridOptions& options) {
  const Points grid{.count = points.size(), .at = [&points](std::size_t point) { return points[point]; }};
  GridScheduler scheduler(grid, measurement, store, options);
  work_through(scheduler.queue(), grid, measurement, omp_get_max_threads());
  return scheduler.rows();
}

}  // namespace featdyn::verify
