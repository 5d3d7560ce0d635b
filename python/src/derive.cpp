#include <nlohmann/json.hpp>

#include "verify/derivation.hpp"
#include "verify/run/methods.hpp"
#include "work.hpp"

namespace featdyn::python {

void bind_derive(py::module_& module) {
  module.def("derive", [](const BoundSettings& bound, const std::string& format) {
    return work(std::nullopt, [&] {
      verify::require_one_network(bound.settings, "featdyn.derive");
      verify::require_derivable(bound.settings, true);
      return format == "json" ? verify::derivation_json(bound.settings).dump()
                              : verify::derivation_text(bound.settings, format);
    });
  });
}

}  // namespace featdyn::python
