#include <chrono>
#include <nlohmann/json.hpp>

#include "verify/run/methods.hpp"
#include "verify/sweep/end_values.hpp"
#include "verify/sweep/sweep_files.hpp"
#include "workers.hpp"

namespace featdyn::python {
namespace {

using SweepFolder = std::optional<std::filesystem::path>;

/// The method and what is measured beside it, as another process is told: "recurrence test_error modes=8".
std::string sweep_recipe(const std::string& method, const verify::EndColumns& more) {
  return method + (more.loss_told ? " loss_told" : "") + (more.test_error ? " test_error" : "") +
         (more.modes > 0 ? " modes=" + std::to_string(more.modes) : "");
}
verify::Measurement sweep_measurement(const std::string& recipe) {
  const auto has = [&](const char* word) { return recipe.find(word) != recipe.npos; };
  const auto modes = recipe.find(" modes=");
  return verify::end_values(recipe.substr(0, recipe.find(' ')),
                            {.loss_told = has(" loss_told"),
                             .test_error = has(" test_error"),
                             .modes = modes == recipe.npos ? 0 : std::stol(recipe.substr(modes + 7))});
}

/// A grid of runs: its points, and what came of them.
class Grid {
 public:
  Grid(const BoundSettings& base, const std::string& method)
      : method_(method),
        sweep_(base.settings),
        more_(verify::end_columns(base.settings)),
        measurement_(verify::end_values(method, more_)) {
    verify::require_method(method, base.settings);
    verify::require_one_level(base.settings, "featdyn.sweep");
  }

  /// Runs what the store in the folder does not remember.
  void work_through(const SweepFolder& folder, std::optional<int> threads, const py::object& distribute,
                    const py::object& progress) {
    Progress telling(progress);
    const verify::GridWorkers workers = workers_of(distribute, telling);
    const verify::Points points = sweep_.points();
    outcome_ = work(threads, [&] {
      const auto start = std::chrono::steady_clock::now();
      verify::RunStore store =
          folder ? verify::RunStore::open(*folder / verify::sweep_store_name) : verify::RunStore::in_memory();
      verify::GridScheduler scheduler(points, measurement_, store, {.label = "sweep", .quiet = true});
      workers(scheduler.queue(), points, {measurement_, sweep_recipe(method_, more_)});
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
  verify::EndColumns more_;
  verify::Measurement measurement_;
  verify::SweepOutcome outcome_{};
};

/// One run of a sweep in a process that trains for another one.
std::pair<std::string, std::vector<double>> measure_sweep_run(const std::string& recipe,
                                                              const BoundSettings& bound,
                                                              const std::string& key) {
  const verify::Measurement measurement = sweep_measurement(recipe);
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
  module.def("measure_end_values", &measure_sweep_run);
}

}  // namespace featdyn::python
