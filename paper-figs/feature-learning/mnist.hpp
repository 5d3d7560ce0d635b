#pragma once

#include "paper-figs/figure/figure.hpp"

namespace featdyn::figures {

/// Whether the digits are drawn by the program because there was no --mnist.
bool are_drawn(const Request& request);

/// The noisy-mnist template on the user's digits, or on drawn ones that are written beside the figures.
/// Throws InputError that says where to get MNIST when its files are not in the folder.
numerics::Settings mnist_setting(const Request& request, const std::vector<std::string>& changes);

/// The file of images that it takes.
std::string mnist_images_of(const Request& request);

/// A model on digits of one scale: a denoiser or a classifier at low or high SNR.
struct MnistPart {
  const char *name, *model, *scale, *learning_rate;
  int steps;
  bool diffuses() const { return std::string(model) == "diffusion"; }
  /// "Denoiser, digits x 0.1"
  std::string title() const;
};
inline constexpr MnistPart mnist_parts[] = {{"denoiser-low", "diffusion", "0.1", "0.03", 4000},
                                            {"denoiser-high", "diffusion", "1", "0.003", 10000},
                                            {"classifier-low", "classification", "0.1", "0.1", 1000},
                                            {"classifier-high", "classification", "1", "0.1", 1000}};
numerics::Settings mnist_setting(const Request& request, const MnistPart& part);

/// "Digits drawn by the program stand in for MNIST; " or nothing.
std::string digits_phrase(const Request& request);

/// What a denoiser has learned, as pictures of `picture_columns` x `picture_rows` tiles, each divided by its
/// largest entry; a pixel a line. Columns: x, y; neurons: their mean, then the first ones; reconstruction:
/// top row held-out digits, below them noised, below these the data estimated from one pass through the
/// network; error: the estimate's squared distance from the digits, over that of the noised ones divided by
/// alpha.
verify::Measurement denoiser_pictures();

/// The same of a classifier. Columns: x, y; neurons (half of each class); gradient: top row held-out digits,
/// below them the gradient of the output with respect to the digit, below these with respect to the noise
/// patch; train_accuracy, test_accuracy (`held_out` images of each digit with fresh noise).
verify::Measurement classifier_pictures();
inline constexpr long picture_columns = 6, picture_rows = 3, held_out = 200;

/// What the rows of these pictures are.
inline const std::vector<std::string> reconstruction_rows{"held out", "noised", "estimate"},
    gradient_rows{"held out", "to digit", "to noise"};

}  // namespace featdyn::figures
