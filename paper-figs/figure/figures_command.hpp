#pragma once

#include "verify/command/common.hpp"

namespace featdyn::figures {

/// The command `featdyn figures [NAME ...]`.
verify::Command figures_command();

}  // namespace featdyn::figures
