#pragma once

#include <optional>
#include <string>

#include "verify/finding/finding.hpp"

namespace featdyn::verify {

/// Four digits; empty where there is none.
std::string shown(const std::optional<double>& value);
/// "0.5176 ± 0.0031": the error with two digits, the value as far as that; without an error that four digits
/// do not show.
std::string shown(const std::optional<double>& value, const std::optional<double>& error);
/// "[0.51, 0.52]".
std::string shown(const std::optional<Range>& range);
/// With its sign.
std::string shown_margin(const std::optional<double>& margin);

}  // namespace featdyn::verify
