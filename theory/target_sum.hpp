#pragma once

#include <functional>
#include <string>

#include "theory/target.hpp"

namespace featdyn::theory {

/// How one way of writing puts a weight, which is not 0, before a part of a formula.
using Weighted = std::function<std::string(const Polynomial& weight, const std::string& part)>;

/// weight noise_part + weight data_part as a formula's text; "0" where both weights are.
std::string target_sum(const TargetWeights& target, const std::string& noise_part,
                       const std::string& data_part, const Weighted& weighted);

}  // namespace featdyn::theory
