#include "theory/python_source.hpp"

#include "theory/code_cost.hpp"
#include "theory/kernel.hpp"
#include "theory/target_sum.hpp"

namespace featdyn::theory {
namespace {

/// A calculator's formula as Python reads it.
std::string python(const std::string& text) {
  std::string result;
  for (const char c : text) result += c == '^' ? std::string("**") : std::string{c};
  return result;
}

std::string python(const Polynomial& polynomial) {
  return python(polynomial.text());
}

/// Functions of one neuron are written in a and v.
std::string of_one(const Polynomial& polynomial) {
  std::string text = python(polynomial);
  for (const char* name : {"a_r", "v_r"})
    for (auto at = text.find(name); at != text.npos; at = text.find(name)) text.erase(at + 1, 2);
  return text;
}

bool is_one(const Polynomial& polynomial) {
  return polynomial == Polynomial(1);
}

/// weight noise_part + weight data_part; 0 where both weights are.
std::string python_sum(const TargetWeights& target, const std::string& noise_part,
                       const std::string& data_part) {
  const auto times = [](const Polynomial& weight, const std::string& part) {
    return is_one(weight) ? part : "(" + python(weight) + ") * " + part;
  };
  return theory::target_sum(target, noise_part, data_part, times);
}

bool is_denoiser(const Assumptions& assumptions) {
  return assumptions.objective == Objective::diffusion;
}

/// With exec of NumPy's functions in place of a calculator's.
std::string with_numpy(std::string text) {
  for (const std::string name : {"exp(", "log(", "sqrt(", "tanh(", "abs("})
    for (auto at = text.find(name); at != text.npos; at = text.find(name, at + name.size() + 3))
      text.insert(at, "np.");
  return text;
}

/// l or l' with `margin` for z.
std::string in_margin(const std::string& formula) {
  std::string text;
  for (const char c : python(formula)) text += c == 'z' ? std::string("margin") : std::string{c};
  return text;
}

/// Whether NumPy and SymPy have every function of it under the calculator's name.
bool is_elementary(const MarginLossFormulas& loss) {
  if (loss.slope.empty()) return false;
  for (const std::string name : {"max(", "min(", "erf(", "Ei("})
    if ((loss.value + loss.slope).find(name) != std::string::npos) return false;
  return true;
}

const char* const numpy_step =
    "    U, H = {Q @ A + }P @ K, {Q @ G + }P @ A.T  # (grad W) X^T, (grad W) W^T\n"
    "    return A - eta * U, G - eta * (H + H.T) + eta**2 * ({Q @ H.T + }P @ U.T)\n";

/// The step's end, with what is in braces where the gradient has a Q.
std::string step_end(bool has_Q) {
  std::string text = numpy_step, result;
  bool inside = false;
  for (const char c : text)
    if (c == '{')
      inside = true;
    else if (c == '}')
      inside = false;
    else if (!inside || has_Q)
      result += c;
  return result;
}

/// What noise and cost of the code add to the loss, to P and to the diagonal of Q.
struct CodeCost {
  std::string loss, of_A, of_G;
};

CodeCost code_of(const Assumptions& assumptions) {
  if (!assumptions.costs_code) return {};
  const Polynomial chi = code_square(activation(assumptions.activation));
  return {.loss = " + (c * (code_noise**2 / m * g + code_penalty * (" + of_one(chi) + "))).sum() / 2",
          .of_A = " + code_penalty / 2 * alpha * (" + of_one(chi.derivative(Symbol::a_r)) + ")",
          .of_G = " + code_noise**2 / m + code_penalty * beta**2 * (" + of_one(chi.derivative(Symbol::v_r)) +
                  ")"};
}

std::string denoiser_numpy(const Assumptions& assumptions) {
  const Kernels kernels = derive_kernels(activation(assumptions.activation));
  const TargetWeights target = target_weights(assumptions.target);
  const Polynomial &kappa = kernels.kappa, &tau = kernels.tau, &phi = kernels.phi[0];
  const std::string slope = kernels.phi.size() > 1 ? of_one(kernels.phi[1]) : "0";
  const std::string symbols =
      "    a, v, g = alpha * A, beta**2 * np.diag(G)[:, None], np.diag(G)[:, None]\n"
      "    a_r, a_s, v_r, v_s, c_rs = a[:, None], a[None], v[:, None], v[None], beta**2 * G[:, :, None]\n";
  const std::string decay = assumptions.decay ? " + lambda_ / 2 * np.trace(G)" : "";
  const CodeCost code = code_of(assumptions);
  return "def loss(A, G, K, c):\n"
         "    \"\"\"The expected loss of weights with A = W X^T (m x N) and G = W W^T (m x m).\"\"\"\n" +
         symbols + "    kappa = " + python(kappa) +
         "\n"
         "    pairs = (c * G[:, :, None] * kappa).sum() / (2 * m)\n"
         "    return pairs - (c * (" +
         python_sum(target, "beta * g * (" + of_one(tau) + ")", "A * (" + of_one(phi) + ")") +
         ")).sum() / m**0.5" + code.loss + decay +
         "\n\n\n"
         "def step(A, G, K, c):\n"
         "    \"\"\"One step of gradient descent: the next A (m x N) and G (m x m). K = X X^T (N x N) and c "
         "(N) "
         "are the patches' inner products and weights.\"\"\"\n" +
         symbols + "    kappa, dkappa_da_r = " + python(kappa) + ", " +
         python(kappa.derivative(Symbol::a_r)) +
         "\n    dkappa_dv_r, dkappa_dc_rs = " + python(kappa.derivative(Symbol::v_r)) + ", " +
         python(kappa.derivative(Symbol::c_rs)) +
         "\n    P = c * (alpha / m * (G[:, :, None] * dkappa_da_r).sum(1) - (" +
         python_sum(target, "alpha * beta * g * (" + of_one(tau.derivative(Symbol::a_r)) + ")",
                    "(" + of_one(phi) + " + alpha * A * (" + slope + "))") +
         ") / m**0.5" + code.of_A +
         ")\n"
         "    D = c * (2 * beta**2 / m * (G[:, :, None] * dkappa_dv_r).sum(1) - 2 / m**0.5 * (" +
         python_sum(
             target,
             "beta * (" + of_one(tau) + " + beta**2 * g * (" + of_one(tau.derivative(Symbol::v_r)) + "))",
             "beta**2 * A * (" + of_one(phi.derivative(Symbol::v_r)) + ")") +
         ")" + code.of_G +
         ")\n"
         "    Q = (c * (kappa + c_rs * dkappa_dc_rs)).sum(2) / m + np.diag(D.sum(1)" +
         (assumptions.decay ? " + lambda_" : "") + ")  # grad W = Q W + P X\n" + step_end(true);
}

std::string classifier_numpy(const Assumptions& assumptions) {
  const Polynomial sigma = activation(assumptions.activation);
  const auto in_A = [](const Polynomial& polynomial) {
    std::string text;
    for (const char c : python(polynomial)) text += c == 'z' ? 'A' : c;
    return text;
  };
  const MarginLossFormulas loss = formulas(assumptions.loss);
  const std::string margin = "    margin = y * (signs @ (" + in_A(sigma) + " + 0 * A) @ incidence.T) / m\n";
  const std::string decay = assumptions.decay ? " + lambda_ / 2 * np.trace(G)" : "";
  return "def loss(A, G, K, y, incidence, signs):\n"
         "    \"\"\"The training loss of weights with A = W X^T (2m x N).\"\"\"\n" +
         margin + "    return (" + with_numpy(in_margin(loss.value)) + ").sum() / len(y)" + decay +
         "\n\n\n"
         "def step(A, G, K, y, incidence, signs):\n"
         "    \"\"\"One step of gradient descent: the next A (2m x N) and G (2m x 2m). K = X X^T (N x N), "
         "labels "
         "y (n), how often a patch is in a sample (n x N), the class of a neuron (2m).\"\"\"\n" +
         margin + "    slope = y * (" + with_numpy(in_margin(loss.slope)) +
         ") / len(y)\n"
         "    P = signs[:, None] * (slope @ incidence) * (" +
         in_A(sigma.derivative(Symbol::z)) + ") / m  # grad W = " + (assumptions.decay ? "Q W + " : "") +
         "P X\n" + (assumptions.decay ? "    Q = lambda_ * np.eye(len(G))\n" : "") +
         step_end(assumptions.decay);
}

}  // namespace

std::optional<std::string> reason_against_formulas(const Assumptions& assumptions) {
  if (!assumptions.function.name.empty()) return "an activation that is no polynomial";
  if (assumptions.noised_inputs) return "a classifier on inputs with noise";
  if (assumptions.times > 1 || assumptions.weighted_times) return "a loss of several times";
  if (assumptions.momentum) return "momentum";
  if (assumptions.batches) return "batches";
  if (assumptions.label_factors) return "labels drawn at every step";
  if (assumptions.averages_patches) return "a mean over patches";
  if (assumptions.adds_neurons) return "a sum over neurons";
  if (assumptions.rate_varies) return "a learning rate that varies";
  if (is_denoiser(assumptions) ? assumptions.second_layer != SecondLayer::tied
                               : assumptions.second_layer == SecondLayer::trained)
    return "a second layer of its own";
  if (is_denoiser(assumptions)) return std::nullopt;
  if (assumptions.loss.kind == MarginLoss::cross_entropy) return "the cross-entropy of several outputs";
  if (assumptions.loss.kind == MarginLoss::named && !is_elementary(formulas(assumptions.loss)))
    return "a loss that is no formula of exp, log, sqrt, tanh and abs";
  return std::nullopt;
}

std::string as_numpy(const Assumptions& assumptions, const std::string& numbers) {
  return "import numpy as np\n\n" + numbers + "\n\n\n" +
         (is_denoiser(assumptions) ? denoiser_numpy(assumptions) : classifier_numpy(assumptions));
}

}  // namespace featdyn::theory
