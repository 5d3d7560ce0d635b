#include <fmt/format.h>

#include <algorithm>

#include "numerics/extensions.hpp"
#include "paper-figs/balance/balance_figures.hpp"
#include "paper-figs/figure/figure.hpp"

namespace featdyn::figures {
namespace {

std::vector<FigureSpec>& table() {
  static std::vector<FigureSpec> all{
      {"figure-1", "Figure 1, the idea: a balanced denoiser, a winner-take-all classifier", &plan_figure_1},
      {"figure-2", "Figure 2: overlaps against step at low and high SNR", &plan_figure_2},
      {"more-snr", "Further SNR values, denoiser and classifier", &plan_more_snr},
      {"ratio-against-snr", "Signal learned over noise learned, against n SNR^2", &plan_ratio_against_snr},
      {"phase-diagram", "Who wins, over n and SNR", &plan_phase_diagram},
      {"ratio-against-time", "The converged ratio against diffusion time", &plan_ratio_against_time},
      {"ratio-against-width", "The converged ratio against width", &plan_ratio_against_width},
      {"wide-limit", "The converged ratio against n SNR^2, for 20 to a million neurons", &plan_wide_limit},
      {"autoencoders", "Is balance peculiar to diffusion? Autoencoders, denoising and variational ones",
       &plan_autoencoders},
      {"second-layer", "Tied and fixed second layer", &plan_second_layer},
      {"activations", "Quadratic, cubic, relu and squared relu as activations", &plan_activations},
      {"noised-classifier", "The classifier on clean and on noised inputs", &plan_noised_classifier},
      {"targets", "Noise, data, velocity and flow as targets", &plan_targets},
      {"correlated-signals", "Correlated signals", &plan_correlated_signals},
      {"unequal-signals", "Signals of unequal strength", &plan_unequal_signals},
      {"label-noise", "Flipped labels", &plan_label_noise},
      {"noisy-mnist", "Noisy-MNIST: overlaps with digits and with noise", &plan_noisy_mnist},
      {"noisy-mnist-pictures", "Noisy-MNIST: what is learned, as pictures", &plan_noisy_mnist_pictures},
      {"three-digits", "Noisy-MNIST with three digits, one against the rest", &plan_three_digits},
      {"label-noise-training", "2510.17526: gradient descent, label noise and its mean step",
       &plan_label_noise_training},
      {"label-noise-map", "2510.17526: accuracy over n and SNR", &plan_label_noise_map},
      {"label-noise-rate", "2510.17526: growth of the signal against the learning rate",
       &plan_label_noise_rate},
      {"label-noise-start", "2510.17526: accuracy against the size of the start", &plan_label_noise_start},
      {"label-noise-settled", "2510.17526: where outputs and losses settle", &plan_label_noise_settled},
      {"label-noise-deaths", "2510.17526: steps so large that flips kill the noise",
       &plan_label_noise_deaths},
      {"label-noise-batches", "2510.17526: label noise, batches, and flips drawn once",
       &plan_label_noise_batches},
      {"benign-relu-map", "2303.04145: the published map of test error, made again", &plan_benign_relu_map},
      {"benign-relu-blocks", "2303.04145: the map's block means, with sum and mean over patches",
       &plan_benign_relu_blocks},
      {"benign-q-switch", "2202.06526: where the signal is learned, by the power of relu",
       &plan_benign_q_switch},
      {"methods", "Recurrence, network and flow, and how far apart they are", &plan_methods},
      {"learning-rate", "The recurrence approaches its gradient flow", &plan_learning_rate},
      {"precision", "How many digits are true", &plan_precision},
      {"spectral-bias", "2503.03206: linear denoisers learn modes in the order of their eigenvalues",
       &plan_spectral_bias},
      {"spectral-powers", "2503.03206: the power of the inverse law, by criterion and start",
       &plan_spectral_powers},
      {"spectral-images", "2503.03206 on images: when the modes of their covariance are learned",
       &plan_spectral_images},
      {"enclosure-width", "Width of the certified enclosure against step", &plan_enclosure}};
  return all;
}

}  // namespace

const std::vector<FigureSpec>& figure_specs() {
  return table();
}

void add_figure(const FigureSpec& spec) {
  const std::string name = spec.name ? spec.name : "";
  if (name.empty() || name.find('/') != name.npos || !spec.title || !spec.plan)
    throw numerics::InputError(
        numerics::extensions_origin,
        fmt::format("a figure that cannot be drawn, read '{}', allowed: one with name, title and plan",
                    name));
  if (std::ranges::any_of(figure_specs(), [&](const FigureSpec& known) { return name == known.name; }))
    throw numerics::InputError(
        numerics::extensions_origin,
        fmt::format("two figures of one name, read {}, allowed: a name of its own", name));
  table().push_back(spec);
}

}  // namespace featdyn::figures
