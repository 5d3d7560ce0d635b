#include "verify/templates/templates.hpp"

#include <fmt/format.h>

#include "numerics/extensions.hpp"
#include "numerics/settings/suggestion.hpp"
#include "verify/templates/template_texts.hpp"

namespace featdyn::verify {
namespace {

using namespace template_text;

std::string two_patch_text(const char* signal_norm, const char* n_snr_squared) {
  return fmt::format(R"([data]
model = "two-patch"        # patch 1: the class signal mu_y; patch 2: Gaussian noise orthogonal to both signals
dimension = 1000           # d
samples = 30               # n
signal_norm = {:<11} # |mu|; here n SNR^2 = {}
noise_std = 1              # sigma_xi
labels = "balanced"        # or "random"
seed = 1
)",
                     signal_norm, n_snr_squared);
}

/// A user's data model with every key; those without a standard wait for a value.
std::string own_data(const numerics::DataModel& model) {
  const auto line = [](const std::string& assignment, const std::string& meaning) {
    return fmt::format("{:<26} # {}\n", assignment, meaning);
  };
  std::string text = "[data]\n" + line(fmt::format("model = \"{}\"", model.name), model.meaning);
  for (const numerics::DataKey& key : model.keys)
    text += line(fmt::format("{} = {}", key.name, key.standard.empty() ? "?" : key.standard), key.meaning);
  return text + "seed = 1\n";
}

/// The same with a denoiser for each noise scale.
std::string at_scales(std::string text) {
  const auto from = text.find("alpha = 1\n"), to = text.find("target = ");
  return text.replace(
      from, to - from,
      "# a denoiser of its own for each noise scale, the nodes of a quadrature rule: 15 a panel\n"
      "betas = { from = 0.002, to = 80, panels = 4 }\n");
}

}  // namespace

std::vector<Template> templates() {
  std::vector<Template> all{
      {"figure-2-low", "Figure 2, low SNR: the denoiser at n SNR^2 = 0.75",
       two_patch_text("5", "0.75") + denoiser},
      {"figure-2-high", "Figure 2, high SNR: the denoiser at n SNR^2 = 6.75",
       two_patch_text("15", "6.75") + denoiser},
      {"variational-autoencoder", "noise on the code of a tied autoencoder, n SNR^2 = 6.75",
       two_patch_text("15", "6.75") + variational_autoencoder},
      {"classification", "the classifier at n SNR^2 = 0.75", two_patch_text("5", "0.75") + classifier},
      {"data-assumptions", "unequal signals and classes, several patches, coloured noise",
       std::string(data_assumptions) + denoiser},
      {"sweep", "a grid of denoisers over |mu| and m, three seeds each: for featdyn sweep", sweep},
      {"label-noise", "label noise at low SNR: labels flipped anew at every step", label_noise},
      {"benign-relu", "benign overfitting of a ReLU network: one cell of the published map", benign_relu},
      {"noisy-mnist", "MNIST digits joined with noise patches", noisy_mnist},
      {"file", "patches and labels from NPY files", from_file},
      {"spectral-bias", "a linear denoiser and the eigenvalues of its data (arXiv:2503.03206)",
       spectral_bias},
      {"spectral-bias-scales",
       "the same for every noise scale, and the variance of what they generate: --method ode",
       at_scales(spectral_bias)}};
  for (const numerics::DataModel& model : numerics::extensions().data_models)
    all.push_back({model.name, model.meaning, own_data(model) + denoiser});
  return all;
}

Template find_template(const std::string& name) {
  std::vector<std::string> names;
  for (const Template& item : templates()) {
    if (item.name == name) return item;
    names.push_back(item.name);
  }
  numerics::refuse_name({"init"}, "unknown template", name, names);
}

}  // namespace featdyn::verify
