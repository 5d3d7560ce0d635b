#include "verify/theorem/run/remote_runs.hpp"

#include <nlohmann/json.hpp>

#include "verify/grid/grid_workers.hpp"
#include "verify/theorem/judge/inquiry.hpp"

namespace featdyn::verify {

std::string recipe_text(const TheoremRecipe& recipe) {
  return nlohmann::json{{"run", recipe.run}, {"constants", recipe.constants}}.dump();
}

struct RemoteRuns::Parts {
  explicit Parts(const Prepared& prepared)
      : theorem(prepared.theorem), inquiry(theorem, {.store = store, .fixed = prepared.fixed}) {}

  RunStore store = RunStore::in_memory();
  Theorem theorem;
  Inquiry inquiry;
};

RemoteRuns::RemoteRuns(const Prepared& prepared) : parts_(std::make_unique<Parts>(prepared)) {}
RemoteRuns::~RemoteRuns() = default;

Row RemoteRuns::measure(const std::string& recipe, const numerics::Settings& settings,
                        const std::string& key) const {
  const nlohmann::json said = nlohmann::json::parse(recipe);
  Stated stated = parts_->inquiry.stated();
  for (const auto& [name, value] : said.at("constants").items())
    stated.set_constant(name, value.get<double>());
  const Measurement measurement =
      parts_->inquiry.domain_runs().measurement(said.at("run").get<std::string>(), stated);
  require_same_key(measurement, settings, key);
  return measurement.measure(numerics::make_problem(settings, measurement.vectors));
}

}  // namespace featdyn::verify
