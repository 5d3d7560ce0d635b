#include <fmt/format.h>

#include "paper-figs/feature-learning/mnist.hpp"
#include "paper-figs/figure/overlap_panels.hpp"

namespace featdyn::figures {

/// Noisy-MNIST [content P; scales, widths and rates ours]: overlaps with digit and noise patches.
Plan plan_noisy_mnist(const Request& request) {
  std::vector<OverlapPart> all;
  for (const MnistPart& part : mnist_parts)
    all.push_back({.table = part.name, .title = part.title(), .settings = mnist_setting(request, part)});
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

}  // namespace featdyn::figures
