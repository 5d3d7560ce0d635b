#include <nlohmann/json.hpp>

#include "verify/points/branches_json.hpp"
#include "verify/run/methods.hpp"
#include "work.hpp"

namespace featdyn::python {
namespace {

/// Each point: what stationary.json says of it, A, G.
py::list stationary(const BoundSettings& bound, int starts, std::optional<int> threads) {
  verify::require_one_network(bound.settings, "featdyn.stationary");
  verify::require_stationary(bound.settings);
  const std::vector<verify::Branch> branches = work(threads, [&] {
    const numerics::Problem problem = numerics::make_problem(bound.settings);
    verify::require_noise_patches(problem);
    return verify::find_branches(problem, {.starts = starts, .quiet = true});
  });
  py::list points;
  for (const verify::Branch& branch : branches)
    points.append(py::make_tuple(verify::branch_json(branch).dump(), array(branch.A), array(branch.G)));
  return points;
}

}  // namespace

void bind_points(py::module_& module) {
  module.def("stationary", &stationary);
}

}  // namespace featdyn::python
