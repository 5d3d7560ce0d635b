#include "numerics/training/outputs.hpp"

#include "numerics/activation/pointwise_activation.hpp"

namespace featdyn::numerics {

std::vector<double> outputs_of(const Problem& problem, const Matrix<double>& A) {
  const Settings& settings = problem.settings;
  const Matrix<double> of_patches = second_layer_signs<double>(settings) *
                                    PointwiseActivation(settings)(0, A) /
                                    static_cast<double>(settings.width) * output_scale<double>(problem);
  std::vector<double> result;
  for (Index i = 0; i < problem.data.samples(); ++i) {
    double f = 0;
    for (const int p : problem.data.sample_patches.row(i)) f += of_patches(0, p);
    result.push_back(f);
  }
  return result;
}

}  // namespace featdyn::numerics
