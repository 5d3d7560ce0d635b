#include <fmt/format.h>

#include "paper-figs/figure.hpp"
#include "verify/templates.hpp"

namespace featdyn::figures {

numerics::Settings Request::setting(const std::string& name, const std::vector<std::string>& changes) const {
  auto document = numerics::Document::from_text(verify::find_template(name).text, "figures", ".");
  for (const std::string& change : changes) document.set(change);
  for (const std::string& change : overrides) document.set(change);
  if (seed)
    for (const char* key : {"data.seed", "init.seed"}) document.set(fmt::format("{}={}", key, *seed));
  return numerics::read_settings(std::move(document));
}

Group Request::group(const std::vector<double>& key, const numerics::Settings& setting, int count) const {
  Group group{.key = key, .runs = {}};
  for (int k = 0; k < count; ++k)
    group.runs.push_back(verify::vary(setting, {}, static_cast<std::uint64_t>(k)));
  return group;
}

}  // namespace featdyn::figures
