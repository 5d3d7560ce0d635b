#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "verify/report/report.hpp"

namespace featdyn::verify {

// Null where there is none; JSON has no infinities and no NaN, so these are null too.

nlohmann::ordered_json json_of(const std::optional<double>& value);
nlohmann::ordered_json json_of(const std::string& value);
nlohmann::ordered_json json_of(const std::optional<Range>& value);
nlohmann::ordered_json json_of(const std::vector<Picture>& pictures);

}  // namespace featdyn::verify
