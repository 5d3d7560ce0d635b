#include "numerics/spectrum/modes.inl"

#include "numerics/spectrum/mode_columns.inl"

namespace featdyn::numerics {

FEATDYN_INSTANTIATE_MODES(double)
FEATDYN_INSTANTIATE_MODE_COLUMNS(double)

bool shows_modes(const Settings& settings) {
  return settings.objective == theory::Objective::diffusion &&
         (!settings.init.modes.empty() || std::holds_alternative<SpectrumSettings>(settings.data));
}

}  // namespace featdyn::numerics
