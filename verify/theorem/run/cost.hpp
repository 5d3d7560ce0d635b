#pragma once

#include "verify/theorem/domain/domain.hpp"
#include "verify/theorem/run/plan.hpp"

namespace featdyn::verify {

/// About how many operations a theorem's runs at a point take: of steps that only a run can tell, the settings'
/// own number.
double cost_of(const DomainPoint& point, const std::map<std::string, Plan>& plans, const Stated& stated);

}  // namespace featdyn::verify
