#pragma once

#include <string>
#include <vector>

#include "paper-figs/figure/figure.hpp"

namespace featdyn::figures {

/// What a figure of the end of training varies: values of an axis with their settings' changes.
struct Variation {
  struct Point {
    double x;
    std::vector<std::string> low, high;  ///< changes at low and at high SNR
  };
  std::string x_label;
  bool log_x = false;
  std::vector<Point> points;
};

/// Denoiser and classifier: signal / noise at the last step against the axis, low SNR left and high SNR
/// right. `lead` opens the caption.
Plan both_models_plan(const Request& request, const Variation& variation, const std::string& lead);

}  // namespace featdyn::figures
