#include "theory/target_sum.hpp"

namespace featdyn::theory {

std::string target_sum(const TargetWeights& target, const std::string& noise_part,
                       const std::string& data_part, const Weighted& weighted) {
  std::string text = target.noise.is_zero() ? "" : weighted(target.noise, noise_part);
  if (!target.data.is_zero()) text += (text.empty() ? "" : " + ") + weighted(target.data, data_part);
  return text.empty() ? "0" : text;
}

}  // namespace featdyn::theory
