#include <omp.h>

#include <nlohmann/json.hpp>

#include "numerics/files/atomic_file.hpp"
#include "verify/grid/grid.hpp"
#include "verify/output/output_folder.hpp"
#include "verify/run/methods.hpp"
#include "verify/sha256.hpp"
#include "verify/sweep/end_values.hpp"
#include "verify/sweep/sweep_csv.hpp"
#include "work.hpp"

namespace featdyn::python {
namespace {

/// A grid of runs: its points, and what is known of them.
class Grid {
 public:
  Grid(const BoundSettings& base, const std::string& method)
      : method_(method),
        sweep_(base.settings),
        measurement_(verify::end_values(method, verify::end_columns(base.settings))),
        points_(sweep_.points()) {
    verify::require_method(method, base.settings);
  }

  std::size_t count() const { return sweep_.count(); }

  /// Runs what the store does not remember, on all threads; `progress` is told of every row.
  void work_through(const std::optional<std::filesystem::path>& file, std::optional<int> threads,
                    const py::object& progress) {
    Progress telling(progress);
    const long total = static_cast<long>(count());
    work(threads, [&] {
      verify::RunStore store = open(file);
      verify::GridScheduler scheduler(points_, measurement_, store, {.label = "sweep", .quiet = true});
      verify::Queue queue = scheduler.queue();
      const auto next = queue.next;
      std::atomic<long> handed = 0;
      queue.next = [&, next] {
        numerics::stop_if_asked();
        if (omp_get_thread_num() == 0) telling.tell(handed, total);
        ++handed;
        return next();
      };
      verify::work_through(queue, points_, measurement_, omp_get_max_threads());
      rows_ = scheduler.rows();
      return 0;
    });
  }

  /// One run: its status and numbers.
  std::pair<std::string, std::vector<double>> measure(std::size_t point) {
    const verify::Row row = work(1, [&] {
      return measurement_.measure(numerics::make_problem(points_.at(point), measurement_.vectors));
    });
    return {row.status, row.values};
  }

  /// What the store remembers of a point.
  std::optional<std::pair<std::string, std::vector<double>>> remembered(const std::filesystem::path& file,
                                                                        std::size_t point) {
    const auto row = open(file).find(verify::RunKeys(measurement_.work()).of(points_.at(point)));
    if (!row || row->values.size() != measurement_.columns.size()) return std::nullopt;
    return std::pair(row->status, row->values);
  }
  void remember(const std::filesystem::path& file, std::size_t point,
                const std::pair<std::string, std::vector<double>>& row) {
    open(file).remember(verify::RunKeys(measurement_.work()).of(points_.at(point)), {row.first, row.second});
  }
  void take(const std::vector<std::pair<std::string, std::vector<double>>>& rows) {
    rows_.clear();
    for (const auto& [status, values] : rows) rows_.push_back({status, values});
  }

  std::string csv() const { return verify::sweep_csv(sweep_, measurement_, rows_); }
  std::string toml() const { return sweep_.toml(); }

  verify::Intent intent(const std::filesystem::path& directory, const std::string& source,
                        bool overwrite) const {
    verify::Intent intent{.directory = directory, .command = "sweep", .inputs = sweep_.files()};
    intent.key = verify::sha256(method_ + "\n" + sweep_.toml());
    intent.lineage = "method " + method_ + " of " + source;
    intent.description = intent.lineage;
    intent.names = {"sweep.csv", "sweep.json", "settings.toml"};
    intent.texts = {{"settings.toml", sweep_.toml()}};
    intent.overwrite = overwrite;
    return intent;
  }
  void require_permission(const std::filesystem::path& directory, const std::string& source,
                          bool overwrite) const {
    verify::RunStore::require_store_or_nothing(directory / "runs.sqlite");
    verify::OutputFolder folder(intent(directory, source, overwrite), verify::Hold::to_publish);
  }
  void leave(const std::filesystem::path& directory, const std::string& source, bool overwrite) const {
    verify::OutputFolder folder(intent(directory, source, overwrite), verify::Hold::to_publish);
    numerics::write_file(folder.staged() / "settings.toml", sweep_.toml());
    numerics::write_file(folder.staged() / "sweep.csv", csv());
    folder.publish();
  }

 private:
  static verify::RunStore open(const std::optional<std::filesystem::path>& file) {
    return file ? verify::RunStore::open(*file) : verify::RunStore::in_memory();
  }

  std::string method_;
  verify::Sweep sweep_;
  verify::Measurement measurement_;
  verify::Points points_;
  std::vector<verify::Row> rows_;
};

}  // namespace

void bind_sweep(py::module_& module) {
  py::class_<Grid>(module, "Grid")
      .def(py::init<const BoundSettings&, const std::string&>())
      .def("count", &Grid::count)
      .def("work_through", &Grid::work_through)
      .def("measure", &Grid::measure)
      .def("remembered", &Grid::remembered)
      .def("remember", &Grid::remember)
      .def("take", &Grid::take)
      .def("csv", &Grid::csv)
      .def("toml", &Grid::toml)
      .def("require_permission", &Grid::require_permission)
      .def("leave", &Grid::leave);
}

}  // namespace featdyn::python
