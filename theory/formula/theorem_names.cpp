#include <utility>

#include "theory/formula/names.hpp"

namespace featdyn::formula {
namespace {

using Lists = std::vector<std::vector<IndexKind>>;
constexpr auto neuron = IndexKind::neuron, label = IndexKind::label, sample = IndexKind::sample,
               patch = IndexKind::patch, mode = IndexKind::mode;

using Entry = std::pair<std::string, Name>;

Entry parameter(const char* text, const char* meaning, double scale, const char* latex = "",
                Lists lists = {{}}) {
  return {text, Name{NameKind::parameter, meaning, std::move(lists), false, ModelKind::any, scale, latex}};
}
Entry observable(const char* text, const char* meaning, double scale, const char* latex = "",
                 Lists lists = {{}}, ModelKind model = ModelKind::any) {
  return {text, Name{NameKind::observable, meaning, std::move(lists), true, model, scale, latex}};
}
Entry vector(const char* text, const char* meaning, double scale, const char* latex, Lists lists) {
  return {text, Name{NameKind::vector, meaning, std::move(lists), false, ModelKind::any, scale, latex}};
}
Entry of_denoiser(Entry entry) {
  entry.second.model = ModelKind::denoiser;
  return entry;
}

std::vector<Entry> parameters() {
  return {
      parameter("d", "dimension of a patch", 0),
      parameter("n", "number of samples; n[j] those of class j", 0, "", {{}, {label}}),
      parameter("m", "number of neurons (of each class, for the classifier)", 0),
      parameter("N", "number of distinct patches", 0),
      parameter("eta", "learning rate", -2),
      parameter("sigma_0", "standard deviation of the initial weights", -1),
      parameter("sigma_xi", "standard deviation of the noise patches", 1, "\\sigma_{\\xi}"),
      parameter("sigma_p", "standard deviation of the noise patches", 1),
      parameter("|mu|", "norm of the signals; |mu[j]| that of class j", 1, "\\|\\mu\\|", {{}, {label}}),
      parameter("|xi|", "norm of a noise patch", 1, "\\|\\xi\\|", {{sample}}),
      parameter("|x|", "norm of a patch", 1, "\\|x\\|", {{patch}}),
      parameter("y", "label of a sample", 0, "", {{sample}}),
      parameter("SNR", "signal-to-noise ratio |mu|/(sigma_xi sqrt d)", 0, "\\mathrm{SNR}"),
      of_denoiser(parameter("alpha", "factor on the data in x_t = alpha x + beta eps", 0)),
      of_denoiser(parameter("beta", "factor on the noise in x_t = alpha x + beta eps", 0)),
      of_denoiser(parameter("t", "diffusion time: alpha = e^-t", 0)),
      parameter("steps", "number of steps of the settings", 0, "\\mathrm{steps}"),
      parameter("eta_max", "largest stable learning rate", -2, "\\eta_{\\max}"),
      parameter("flip", "probability that a label is flipped", 0, "\\mathrm{flip}"),
      parameter("pi", "3.14159...", 0, "\\pi"),
      of_denoiser(parameter("symmetric_ratio", "signal/noise ratio of the symmetric stationary branch", 0,
                            "\\mathrm{ratio}_{\\mathrm{sym}}")),
      parameter("lambda", "eigenvalue of the data's second moment, the largest first", 2, "\\lambda",
                {{mode}}),
      {"end",
       Name{
           NameKind::time, "the last step of the settings", {{}}, false, ModelKind::any, 0, "\\mathrm{end}"}},
      {"rest", Name{NameKind::time,
                    "the stationary point in which training ends",
                    {{}},
                    false,
                    ModelKind::any,
                    0,
                    "\\infty"}},
  };
}

std::vector<Entry> vectors() {
  return {vector("w", "weights of a neuron", -1, "w", {{neuron}, {label, neuron}}),
          vector("mu", "signal of a class", 1, "\\mu", {{}, {label}}),
          vector("xi", "noise patch of a sample", 1, "\\xi", {{sample}}),
          vector("x", "patch", 1, "x", {{patch}}),
          vector("grad", "gradient of the loss in all weights", 1, "\\nabla L", {{}})};
}

std::vector<Entry> observables() {
  const auto classifier = ModelKind::classifier;
  const Lists of_w{{neuron}, {label, neuron}};
  return {
      observable("|w|", "norm of a neuron's weights", -1, "\\|w\\|", of_w),
      observable("|w|^2", "squared norm of a neuron's weights", -2, "\\|w\\|", of_w),
      observable("|grad|", "Frobenius norm of the gradient", 1, "\\|\\nabla L\\|"),
      observable("|grad|^2", "squared Frobenius norm of the gradient", 2, "\\|\\nabla L\\|"),
      observable("loss", "training loss", 0, "L"),
      observable("loss_told", "training loss on the labels as told, flips among them", 0,
                 "L_{\\mathrm{told}}", {{}}, classifier),
      observable("f", "output of the classifier for a sample", 0, "f", {{sample}}, classifier),
      observable("gamma", "signal coefficient of the signal-noise decomposition", 0, "\\gamma",
                 {{neuron}, {neuron, label}, {label, neuron}, {label, neuron, label}}),
      observable("rho", "noise coefficient of the signal-noise decomposition", 0, "\\rho",
                 {{neuron, sample}, {label, neuron, sample}}),
      observable("test_error", "share of fresh samples that are classified wrongly", 0,
                 "\\mathrm{err}_{\\mathrm{test}}", {{}}, classifier),
      observable("mode", "<u[a], D u[b]> of the linear map D = m^(-1/2) W^T W, or W of one layer", -2,
                 "\\mathrm{mode}", {{mode}, {mode, mode}}),
      of_denoiser(observable("generated", "variance of generated samples along a mode, of diffusion.betas", 2,
                             "\\tilde{\\lambda}", {{mode}})),
      observable("alignment", "sum of mode[a]^2 over that of mode[a,b]^2", 0, "\\mathrm{alignment}"),
      observable("signal_max", "largest |overlap| with a signal", 0, "\\mathrm{signal}_{\\max}"),
      observable("signal_mean", "mean |overlap| with the signals", 0, "\\mathrm{signal}_{\\mathrm{mean}}"),
      observable("noise_max", "largest |overlap| with a noise patch", 0, "\\mathrm{noise}_{\\max}"),
      observable("noise_mean", "mean |overlap| with the noise patches", 0,
                 "\\mathrm{noise}_{\\mathrm{mean}}"),
      observable("ratio", "signal_mean / noise_mean", 0, "\\mathrm{ratio}"),
      observable("weight_norm_sq_mean", "mean of |w_r|^2 over the neurons", -2, "\\overline{\\|w\\|^2}"),
      observable("gradient_norm", "Frobenius norm of the gradient", 1, "\\|\\nabla L\\|"),
      observable("time", "step x learning rate", -2, "\\mathrm{time}"),
      observable("converged", "1 where training is at rest, else 0", 0, "\\mathrm{converged}"),
  };
}

}  // namespace

Vocabulary Vocabulary::of_theorems() {
  Vocabulary result;
  for (const std::vector<Entry>& entries : {parameters(), vectors(), observables()})
    for (const auto& [text, meaning] : entries) result.add(text, meaning);
  return result;
}

}  // namespace featdyn::formula
