#include "numerics/training/observables.inl"

#include "numerics/data/labels.hpp"

namespace featdyn::numerics {

Selection select_overlaps(const Problem& problem) {
  const bool classifies = problem.settings.objective == theory::Objective::classification;
  const Index m = classifies ? problem.settings.width : overlap_rows(problem) * networks_of(problem.settings);
  Selection selection;
  for (Index p = 0; p < problem.data.count(); ++p) {
    const PatchInfo& info = problem.data.info[static_cast<std::size_t>(p)];
    if (info.is_multiple) continue;
    const Index first = classifies ? m * class_of_label(info.label, problem.settings.neuron_classes()) : 0;
    selection.columns.push_back(
        {.patch = p, .first_neuron = first, .neurons = m, .is_signal = info.is_signal});
  }
  return selection;
}

FEATDYN_INSTANTIATE_OBSERVABLES(double)

}  // namespace featdyn::numerics
