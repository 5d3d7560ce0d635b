#include <fmt/format.h>

#include "paper-figs/figure/figure.hpp"
#include "verify/templates/templates.hpp"

namespace featdyn::figures {

namespace {

/// What a change says, and the line of a template that says it otherwise.
struct Instead {
  const char *change, *line;
};
constexpr Instead instead[] = {{"data.signal_norms=", "signal_norm"},
                               {"data.signal_gram=", "signal_norm"},
                               {"data.images=", "spectrum = ["},
                               {"diffusion.alpha=", "time = "},
                               {"init.std=", "modes = 0.1 "}};

/// A template without the lines in whose place changes stand.
std::string text_for(const std::string& name, const std::vector<std::string>& changes) {
  std::string text = verify::find_template(name).text;
  for (const std::string& change : changes)
    for (const auto& [key, line] : instead)
      if (const auto at = text.find(std::string("\n") + line);
          change.starts_with(key) && at != std::string::npos)
        text.insert(at + 1, "# ");
  return text;
}

}  // namespace

numerics::Settings Request::setting(const std::string& name, const std::vector<std::string>& changes) const {
  auto document = numerics::Document::from_text(text_for(name, changes), "figures", ".");
  for (const std::string& change : changes) document.set(change);
  for (const std::string& change : overrides) document.set(change);
  if (seed)
    for (const char* key : {"data.seed", "init.seed"}) document.set(fmt::format("{}={}", key, *seed));
  return numerics::read_settings(std::move(document));
}

numerics::Settings Request::small_setting() const {
  return setting("figure-2-low",
                 {"data.dimension=200", "data.samples=10", "network.width=5", "data.signal_norm=4",
                  "training.learning_rate=0.05", fmt::format("training.steps={}", choose(2000, 5000)),
                  "training.record_every=20"});
}

Group Request::group(const std::vector<double>& key, const numerics::Settings& setting, int count) const {
  Group group{.key = key, .runs = {}};
  for (int k = 0; k < count; ++k)
    group.runs.push_back(verify::vary(setting, {}, static_cast<std::uint64_t>(k)));
  return group;
}

Table Request::one_run(const std::string& name, const numerics::Settings& setting,
                       const verify::Measurement& measurement) const {
  return {.name = name,
          .keys = {},
          .groups = {group({}, setting, 1)},
          .measurement = measurement,
          .lines = Lines::runs};
}

}  // namespace featdyn::figures
