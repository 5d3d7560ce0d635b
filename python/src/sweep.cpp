#include <chrono>
#include <nlohmann/json.hpp>

#include "verify/run/methods.hpp"
#include "verify/sweep/end_values.hpp"
#include "verify/sweep/sweep_files.hpp"
#include "workers.hpp"

namespace featdyn::python {
namespace {

using Folder = std::optional<std::filesystem::path>;

/// A grid of runs: its points, and what came of them.
class Grid {
 public:
  Grid(const BoundSettings& base, const std::string& method)
      : method_(method), sweep_(base.settings), measurement_(verify::end_values(method)) {
    verify::require_method(method, base.settings);
  }

  /// Runs what the store in the folder does not remember.
  void work_through(const Folder& folder, std::optional<int> threads, const py::object& distribute,
                    const py::object& progress) {
    Progress telling(progress);
    const verify::GridWorkers workers = workers_of(distribute, telling);
    const verify::Points points = sweep_.points();
    outcome_ = work(threads, [&] {
      const auto start = std::chrono::steady_clock::now();
      verify::RunStore store =
          folder ? verify::RunStore::open(*folder / verify::sweep_store_name) : verify::RunStore::in_memory();
      verify::GridScheduler scheduler(points, measurement_, store, {.label = "sweep", .quiet = true});
      workers(scheduler.queue(), points, {measurement_, method_});
      auto rows = scheduler.rows();
      return verify::SweepOutcome{
          .rows = std::move(rows),
          .measured = scheduler.measured(),
          .wall_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count()};
    });
  }

  std::string csv() const { return verify::sweep_csv(sweep_, measurement_, outcome_.rows); }

  void require_permission(const std::filesystem::path& folder, const std::string& source,
                          bool overwrite) const {
    verify::RunStore::require_store_or_nothing(folder / verify::sweep_store_name);
    verify::OutputFolder output(intent(folder, source, overwrite), verify::Hold::to_publish);
  }
  void leave(const std::filesystem::path& folder, const std::string& source, bool overwrite) const {
    verify::OutputFolder output(intent(folder, source, overwrite), verify::Hold::to_publish);
    verify::leave_sweep(sweep_, measurement_, outcome_.rows,
                        verify::sweep_document(sweep_, outcome_, method_, folder), output);
  }

 private:
  verify::Intent intent(const std::filesystem::path& folder, const std::string& source,
                        bool overwrite) const {
    return verify::of_sweep({.directory = folder,
                             .command = "sweep",
                             .key = {},
                             .names = {},
                             .inputs = sweep_.files(),
                             .overwrite = overwrite},
                            sweep_, method_, source);
  }

  std::string method_;
  verify::Sweep sweep_;
  verify::Measurement measurement_;
  verify::SweepOutcome outcome_{};
};

/// One run of a sweep in a process that trains for another one, by the recipe, which is the method.
std::pair<std::string, std::vector<double>> measure(const std::string& method, const BoundSettings& bound,
                                                    const std::string& key) {
  const verify::Measurement measurement = verify::end_values(method);
  const verify::Row row = work(1, [&] {
    verify::require_same_key(measurement, bound.settings, key);
    return measurement.measure(numerics::make_problem(bound.settings, measurement.vectors));
  });
  return {row.status, row.values};
}

}  // namespace

void bind_sweep(py::module_& module) {
  py::class_<Grid>(module, "Grid")
      .def(py::init<const BoundSettings&, const std::string&>())
      .def("work_through", &Grid::work_through)
      .def("csv", &Grid::csv)
      .def("require_permission", &Grid::require_permission)
      .def("leave", &Grid::leave);
  module.def("measure_end_values", &measure);
}

}  // namespace featdyn::python
