#pragma once

#include <string>
#include <string_view>

namespace featdyn::numerics {

/// What a line that is not TOML was probably meant to be, for "allowed: ...": keys and values that need quotes with
/// them, `"n SNR^2" = [1, 2]`, `C = "fit"`. An example where that is not what is wrong.
std::string toml_remedy(std::string_view line);

}  // namespace featdyn::numerics
