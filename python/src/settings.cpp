#include <nlohmann/json.hpp>

#include "numerics/settings/document.hpp"
#include "verify/command/readable_text.hpp"
#include "verify/command/settings_file.hpp"
#include "verify/run/summary.hpp"
#include "verify/templates/templates.hpp"
#include "work.hpp"

namespace featdyn::python {
namespace {

using Overrides = std::vector<std::string>;

/// A grid's keys that are swept need no value of their own.
BoundSettings read(numerics::Document document, const Overrides& overrides) {
  for (const std::string& assignment : overrides) document.set(assignment);
  const bool is_grid = std::ranges::any_of(
      document.entries(), [](const auto& entry) { return entry.first.starts_with("sweep."); });
  return {verify::with_readable_names(
      numerics::read_settings(is_grid ? document.at_start_of_sweep() : document))};
}

BoundSettings from_text(const std::string& text, const std::string& name, const std::filesystem::path& folder,
                        const Overrides& overrides) {
  return read(numerics::Document::from_text(text, name, folder), overrides);
}

BoundSettings from_file(const std::filesystem::path& file, const Overrides& overrides) {
  return read(verify::settings_file(file), overrides);
}

BoundSettings from_template(const std::string& name, const Overrides& overrides) {
  return from_text(verify::find_template(name).text, name, {}, overrides);
}

py::list templates() {
  py::list list;
  for (const verify::Template& each : verify::templates())
    list.append(py::make_tuple(each.name, each.meaning, each.text));
  return list;
}

}  // namespace

void bind_settings(py::module_& module) {
  py::class_<BoundSettings>(module, "Settings")
      .def("with_overrides",
           [](const BoundSettings& own, const Overrides& overrides) {
             return read(own.settings.document, overrides);
           })
      .def("json", [](const BoundSettings& own) { return verify::settings_json(own.settings).dump(); })
      .def("toml", [](const BoundSettings& own) { return numerics::settings_toml(own.settings); })
      .def("levels", [](const BoundSettings& own) { return verify::levels_json(own.settings).dump(); })
      .def("is_grid", [](const BoundSettings& own) {
        const auto& entries = own.settings.document.entries();
        return std::ranges::any_of(entries,
                                   [](const auto& entry) { return entry.first.starts_with("sweep."); });
      });
  module.def("settings_from_text", &from_text);
  module.def("settings_from_file", &from_file);
  module.def("settings_from_template", &from_template);
  module.def("templates", &templates);
}

}  // namespace featdyn::python
