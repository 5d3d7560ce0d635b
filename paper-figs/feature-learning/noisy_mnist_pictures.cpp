#include <fmt/format.h>

#include "paper-figs/feature-learning/mnist.hpp"
#include "paper-figs/figure/wording.hpp"

namespace featdyn::figures {

/// Noisy-MNIST: neurons, reconstructions and input gradients as pictures.
Plan plan_noisy_mnist_pictures(const Request& request) {
  std::vector<Table> tables;
  for (const MnistPart& part : mnist_parts)
    tables.push_back(request.one_run(part.name, mnist_setting(request, part),
                                     part.diffuses() ? denoiser_pictures() : classifier_pictures()));
  return {
      .tables = tables, .picture = [tables, request](const Data& data) -> Picture {
        const auto panel = [&](const MnistPart& part, const char* what, const char* column, bool diverging,
                               const std::vector<std::string>& rows = {}) {
          return verify::Panel{.title = fmt::format("{}: {}", part.title(), what),
                               .x_label = "",
                               .y_label = "",
                               .series = {},
                               .pixels = verify::Pixels{.csv = data.path(part.name),
                                                        .x = "x",
                                                        .y = "y",
                                                        .z = column,
                                                        .diverging = diverging,
                                                        .rows = rows}};
        };
        Picture picture{
            .figure = {.columns = 2, .panels = {}, .caption = setting_sentence(tables) + "; one seed."},
            .caption = ""};
        for (const std::size_t k : {0U, 1U}) {
          picture.figure.panels.push_back(panel(mnist_parts[k], "neurons", "neurons", true));
          picture.figure.panels.push_back(
              panel(mnist_parts[k], "reconstruction", "reconstruction", false, reconstruction_rows));
          picture.figure.panels.push_back(panel(mnist_parts[k + 2], "neurons", "neurons", true));
          picture.figure.panels.push_back(
              panel(mnist_parts[k + 2], "input gradient", "gradient", true, gradient_rows));
        }
        const auto error = [&](std::size_t k) { return data.read(mnist_parts[k].name).first("error"); };
        const auto right = [&](std::size_t k, const char* which) {
          return 100 * data.read(mnist_parts[k].name).first(which);
        };
        picture.caption =
            digits_phrase(request) +
            fmt::format(
                "What is learned, each picture divided by its largest entry (blue positive, orange "
                "negative). Denoiser's neurons: their mean first, then single ones. Reconstruction: held-out "
                "digits, the same noised, and the one-step estimate of them, whose squared error is {:.4f} "
                "(digits x {}) and {:.4f} (x {}) of the "
                "noised digits'. Input gradient: held-out digits, then the gradient of the classifier's "
                "output with respect to them, then to their noise patches. Accuracy at digits x {}: {:.0f} % "
                "on training, {:.0f} % on held-out images; at x {}: {:.0f} % and {:.0f} %.",
                error(0), mnist_parts[0].scale, error(1), mnist_parts[1].scale, mnist_parts[2].scale,
                right(2, "train_accuracy"), right(2, "test_accuracy"), mnist_parts[3].scale,
                right(3, "train_accuracy"), right(3, "test_accuracy"));
        return picture;
      }};
}

}  // namespace featdyn::figures
