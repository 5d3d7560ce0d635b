#pragma once

#include <string>

#include "theory/model.hpp"

namespace featdyn::theory {

/// What the pieces of a model beside its activation add to the LaTeX document.

/// \begin{align*} ... \end{align*}, one equation a line.
std::string display(const std::vector<std::string>& equations);
/// A line of it, name &= terms, broken every few terms.
std::string equation(const std::string& left, const Polynomial& right);
std::string section(const std::string& title);
/// weights of the target in front of what belongs to noise and data; "0" where nothing is left.
std::string target_sum(const TargetWeights& target, const std::string& noise_part,
                       const std::string& data_part);

/// Loss and gradient of a denoiser whose second layer is not tied.
std::string untied_loss_and_gradient(const Assumptions& assumptions);

/// One step in inner products, and its gradient flow.
std::string dynamics_section(const Assumptions& assumptions);

/// What noise on the code and its cost add to loss and gradient; nothing where there is neither.
std::string code_section(const Assumptions& assumptions);

/// Sentences on times, weight decay and the update rule; nothing where all of them are plain.
std::string pieces_section(const Assumptions& assumptions);

}  // namespace featdyn::theory
