#include "numerics/spectrum/modes.inl"

#include "numerics/spectrum/mode_columns.inl"
#include "numerics/spectrum/mode_events.inl"

namespace featdyn::numerics {

FEATDYN_INSTANTIATE_MODES(double)
FEATDYN_INSTANTIATE_MODE_EVENTS(double)
FEATDYN_INSTANTIATE_MODE_COLUMNS(double)

Modes<double> modes_of(const Matrix<double>& gram, const Matrix<double>& weights) {
  return detail::modes_of_gram<double>(gram, weights);
}

Matrix<double> mode_vectors(const Modes<double>& modes, const Matrix<double>& patches) {
  return product<double>({modes.reading, true}, {patches});
}

bool shows_modes(const Settings& settings) {
  return settings.objective == theory::Objective::diffusion &&
         (!settings.init.modes.empty() || std::holds_alternative<SpectrumSettings>(settings.data));
}

}  // namespace featdyn::numerics
