#pragma once

#include <string>
#include <string_view>

namespace featdyn::verify {

/// A double as a hexadecimal float, exactly: "-0x1.8p+0".
std::string exact_text(double value);

/// The double that a hexadecimal float says: [-]0x, a digit 0 or 1, up to 13 digits behind the point, p and a
/// decimal exponent. Throws std::invalid_argument for other text and for what no double is exactly.
double exact_float(std::string_view text);

}  // namespace featdyn::verify
