#include "verify/grid/grid.hpp"

#include <atomic>
#include <exception>
#include <mutex>

#include "verify/progress_bar.hpp"

namespace featdyn::verify {
namespace {

Row measure_once(const numerics::Settings& point, const Measurement& measurement, RunStore& store) {
  const std::string key = run_key(measurement, point);
  if (auto known = store.find(key)) return *known;
  Row row = measurement.measure(numerics::make_problem(point));
  store.remember(key, row);
  return row;
}

/// The first exception of a parallel loop, to be thrown again after it.
class FirstError {
 public:
  template <class Work>
  void guard(Work work) {
    try {
      if (!failed_) work();
    } catch (...) {
      if (!failed_.exchange(true)) error_ = std::current_exception();
    }
  }
  void rethrow() const {
    if (error_) std::rethrow_exception(error_);
  }

 private:
  std::atomic<bool> failed_ = false;
  std::exception_ptr error_;  ///< written by the first that failed only, read after the loop
};

}  // namespace

numerics::Settings vary(const numerics::Settings& base, const std::vector<std::string>& overrides,
                        std::uint64_t seed) {
  numerics::Document document = base.document;
  for (const std::string& assignment : overrides) document.set(assignment);
  numerics::Settings settings = numerics::read_settings(std::move(document));
  settings.data_seed += seed;
  settings.init.seed += seed;
  return settings;
}

std::vector<Row> run_grid(const std::vector<numerics::Settings>& points, const Measurement& measurement,
                          RunStore& store, const GridOptions& options) {
  std::vector<Row> rows(points.size());
  ProgressBar bar(options.label, static_cast<long>(points.size()), options.quiet);
  std::mutex bar_guard;
  long done = 0;
  FirstError error;
#pragma omp parallel for schedule(dynamic)
  for (std::size_t k = 0; k < points.size(); ++k)
    error.guard([&] {
      rows[k] = measure_once(points[k], measurement, store);
      const std::lock_guard lock(bar_guard);
      bar.update(++done);
    });
  error.rethrow();
  return rows;
}

}  // namespace featdyn::verify
