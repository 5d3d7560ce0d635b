#include <fmt/format.h>

#include "paper-figs/feature-learning/mnist.hpp"
#include "paper-figs/figure/wording.hpp"

namespace featdyn::figures {
namespace {

constexpr std::size_t used[] = {1, 3};  // high SNR

std::vector<Table> tables_of(const Request& request) {
  std::vector<Table> tables;
  for (const std::size_t k : used) {
    const auto setting = verify::vary(mnist_setting(request, mnist_parts[k]), {"data.digits=[0, 1, 2]"});
    tables.push_back(
        request.one_run(mnist_parts[k].name, setting,
                        mnist_parts[k].diffuses() ? denoiser_pictures() : classifier_pictures()));
  }
  return tables;
}

}  // namespace

/// Noisy-MNIST with a third digit: the denoiser learns all three, the classifier tells 0 from the others.
Plan plan_three_digits(const Request& request) {
  const auto tables = tables_of(request);
  return {
      .tables = tables, .picture = [tables, request](const Data& data) -> Picture {
        const auto panel = [&](std::size_t k, const char* what, const char* column, bool diverging,
                               const std::vector<std::string>& rows = {}) {
          return verify::Panel{.title = fmt::format("{}: {}", mnist_parts[k].title(), what),
                               .x_label = "",
                               .y_label = "",
                               .series = {},
                               .pixels = verify::Pixels{.csv = data.path(mnist_parts[k].name),
                                                        .x = "x",
                                                        .y = "y",
                                                        .z = column,
                                                        .diverging = diverging,
                                                        .rows = rows}};
        };
        const Csv classifier = data.read(mnist_parts[3].name);
        return {
            .figure = {.columns = 2,
                       .panels = {panel(1, "neurons", "neurons", true),
                                  panel(1, "reconstruction", "reconstruction", false, reconstruction_rows),
                                  panel(3, "neurons", "neurons", true),
                                  panel(3, "input gradient", "gradient", true, gradient_rows)},
                       .caption = setting_sentence(tables) + "; one seed."},
            .caption = digits_phrase(request) +
                       fmt::format("As the pictures above, with three digits at high SNR: the denoiser "
                                   "sees no labels, the classifier separates 0 from the other two. Its "
                                   "accuracy is {:.0f} % on training and {:.0f} % on held-out images.",
                                   100 * classifier.first("train_accuracy"),
                                   100 * classifier.first("test_accuracy"))};
      }};
}

}  // namespace featdyn::figures
