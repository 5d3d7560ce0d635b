#include <fmt/format.h>

#include "paper-figs/mnist.hpp"
#include "paper-figs/overlap_panels.hpp"
#include "paper-figs/wording.hpp"

namespace featdyn::figures {
namespace {

struct Part {
  const char *name, *model, *scale;
};
constexpr Part parts[] = {{"denoiser-low", "diffusion", "0.1"},
                          {"denoiser-high", "diffusion", "0.5"},
                          {"classifier-low", "classification", "0.1"},
                          {"classifier-high", "classification", "0.5"}};

numerics::Settings setting(const Request& request, const Part& part) {
  const bool diffuses = std::string(part.model) == "diffusion";
  return mnist_setting(request, {fmt::format("network.objective={}", part.model),
                                 fmt::format("data.signal_scale={}", part.scale), "network.width=20",
                                 fmt::format("training.learning_rate={}", diffuses ? "0.01" : "0.1"),
                                 fmt::format("training.steps={}", diffuses ? 4000 : 2000)});
}

std::string title(const Part& part) {
  return fmt::format("{}, digits x {}", std::string(part.model) == "diffusion" ? "Denoiser" : "Classifier",
                     part.scale);
}

}  // namespace

/// Noisy-MNIST [content P; scales, widths and rates ours]: overlaps with digit and noise patches.
Plan plan_noisy_mnist(const Request& request) {
  std::vector<OverlapPart> all;
  for (const Part& part : parts)
    all.push_back({.table = part.name, .title = title(part), .settings = setting(request, part)});
  return overlap_plan(request, all, 2, [all, request](const Data& data) {
    const auto ratio = [&](std::size_t k) { return data.read(all[k].table).last("ratio"); };
    return digits_phrase(request) + fmt::format(
                                        "Mean overlaps with digits (signal) and noise patches at low (left) "
                                        "and high (right) SNR, set by the scale of the digits. "
                                        "Signal / noise at the end: denoiser (top) {:.3g} and {:.3g}; "
                                        "classifier (bottom) {:.3g} and {:.3g}.",
                                        ratio(0), ratio(1), ratio(2), ratio(3));
  });
}

/// Noisy-MNIST: neurons, reconstructions and input gradients as pictures.
Plan plan_noisy_mnist_pictures(const Request& request) {
  std::vector<Table> tables;
  for (const Part& part : parts)
    tables.push_back(
        {.name = part.name,
         .keys = {},
         .groups = {request.group({}, setting(request, part), 1)},
         .measurement = std::string(part.model) == "diffusion" ? denoiser_pictures() : classifier_pictures(),
         .lines = Lines::runs});
  return {
      .tables = tables, .picture = [tables, request](const Data& data) -> Picture {
        const auto panel = [&](const Part& part, const char* what, const char* column, bool diverging) {
          return verify::Panel{
              .title = fmt::format("{}: {}", title(part), what),
              .x_label = "",
              .y_label = "",
              .series = {},
              .pixels = verify::Pixels{
                  .csv = data.path(part.name), .x = "x", .y = "y", .z = column, .diverging = diverging}};
        };
        Picture picture{
            .figure = {.columns = 2, .panels = {}, .caption = setting_sentence(tables) + "; one seed."},
            .caption = ""};
        for (const std::size_t k : {0U, 1U}) {
          picture.figure.panels.push_back(panel(parts[k], "neurons", "neurons", true));
          picture.figure.panels.push_back(panel(parts[k], "reconstruction", "reconstruction", false));
          picture.figure.panels.push_back(panel(parts[k + 2], "neurons", "neurons", true));
          picture.figure.panels.push_back(panel(parts[k + 2], "input gradient", "gradient", true));
        }
        const auto right = [&](std::size_t k, const char* which) {
          return 100 * data.read(parts[k].name).first(which);
        };
        picture.caption =
            digits_phrase(request) +
            fmt::format(
                "What is learned, each picture divided by its largest entry (blue positive, orange "
                "negative). Reconstruction: held-out digits, the same noised, and the denoiser's one-step "
                "estimate of them. Input gradient: held-out digits, then the gradient of the classifier's "
                "output with respect to them, then to their noise patches. Accuracy at digits x {}: "
                "{:.0f} % on training, {:.0f} % on held-out images; at x {}: {:.0f} % and {:.0f} %.",
                parts[2].scale, right(2, "train_accuracy"), right(2, "test_accuracy"), parts[3].scale,
                right(3, "train_accuracy"), right(3, "test_accuracy"));
        return picture;
      }};
}

}  // namespace featdyn::figures
