#include "verify/judgement/theorem_workers.hpp"

#include <omp.h>

#include <algorithm>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "verify/theorem/run/remote_runs.hpp"

namespace featdyn::verify {
namespace {

/// What the others need to know of a grid: which of the theorems it is of, and how that is changed.
std::string grid_text(const TheoremOrder& order, const std::string& recipe) {
  return nlohmann::json{{"word", order.word},
                        {"under", order.preparation.under},
                        {"brief", order.scale == TheoremScale::brief},
                        {"recipe", recipe}}
      .dump();
}

/// A point's text: its key in the store, and its settings.
GridWorkers staff_of(MpiWorkers& workers, const TheoremOrder& order) {
  return [&workers, order](const Queue& queue, const Points& points, const Order& grid) {
    const int threads = workers.threads(omp_get_max_threads());
    const auto work = [&] { work_through(queue, points, grid.measurement, threads); };
    if (grid.recipe.empty()) return work();  // nobody else can make it
    RunKeys keys(grid.measurement.work());
    workers.announce(grid_text(order, grid.recipe));
    workers.lead(queue, work, [&](std::size_t point) {
      const numerics::Settings settings = points.at(point);
      return keys.of(settings) + "\n" + numerics::settings_toml(settings);
    });
  };
}

/// Theorems that were asked for so far.
class Followed {
 public:
  explicit Followed(const std::function<std::vector<TheoremOrder>()>& orders) : orders_of_(orders) {}

  void work(MpiWorkers& workers, const std::string& text) {
    const nlohmann::json grid = nlohmann::json::parse(text);
    const RemoteRuns& runs = this->runs(grid);
    const std::string recipe = grid.at("recipe").get<std::string>();
    omp_set_num_threads(workers.threads(omp_get_max_threads()));
    const Queue queue = workers.follow();
#pragma omp parallel
    {
      try {
        while (const auto handed = workers.next()) {
          const auto end_of_key = handed->text.find('\n');
          const auto settings = numerics::read_settings(
              numerics::Document::from_text(handed->text.substr(end_of_key + 1), "settings", {}));
          queue.deliver(handed->point, runs.measure(recipe, settings, handed->text.substr(0, end_of_key)));
        }
      } catch (...) {
        queue.fail(std::current_exception());
      }
    }
  }

 private:
  const RemoteRuns& runs(const nlohmann::json& grid) {
    const std::string which = grid.at("word").dump() + grid.at("under").dump() + grid.at("brief").dump();
    auto& known = known_[which];
    if (known) return *known;
    if (orders_.empty()) orders_ = orders_of_();
    TheoremOrder order = *std::ranges::find(orders_, grid.at("word").get<std::string>(), &TheoremOrder::word);
    order.preparation.under = grid.at("under").get<std::vector<std::string>>();
    if (grid.at("brief").get<bool>()) order.scale = TheoremScale::brief;
    known = std::make_unique<RemoteRuns>(read_prepared(order));
    return *known;
  }

  const std::function<std::vector<TheoremOrder>()>& orders_of_;
  std::vector<TheoremOrder> orders_;
  std::map<std::string, std::unique_ptr<RemoteRuns>> known_;
};

}  // namespace

std::vector<TheoremOrder> shared(std::vector<TheoremOrder> orders, MpiWorkers& workers) {
  if (workers.size() > 1)
    for (TheoremOrder& order : orders)
      order.staff = [&workers](const TheoremOrder& judged) { return staff_of(workers, judged); };
  return orders;
}

void train_for_leader(MpiWorkers& workers, const std::function<std::vector<TheoremOrder>()>& orders) {
  Followed followed(orders);
  while (const auto grid = workers.next_grid()) {
    try {
      followed.work(workers, *grid);
    } catch (const std::exception& error) {
      workers.report(error.what());
    }
    workers.leave();
  }
}

}  // namespace featdyn::verify
