#pragma once

#include <vector>

#include "verify/command/verify_options.hpp"
#include "verify/judgement/theorem_order.hpp"
#include "verify/theorem/file/assumptions.hpp"

namespace featdyn::verify {

/// The theorems that are asked for, each once. Throws InputError for words and --set claims.ID.NAME that name
/// nothing, with the nearest name.
std::vector<TheoremOrder> theorem_orders(const VerifyOptions& options);

/// Those among them that a changed assumption may speak of: of runs, not proved over ranges. Throws InputError where
/// there are none.
std::vector<TheoremOrder> orders_of_table(const VerifyOptions& options);

/// The changed assumptions that are asked for; all of them without a name. Throws InputError for unknown names.
std::vector<Assumption> chosen_assumptions(const VerifyOptions& options);

}  // namespace featdyn::verify
