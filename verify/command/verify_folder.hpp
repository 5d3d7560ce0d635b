#pragma once

#include "verify/command/verify_options.hpp"
#include "verify/judgement/theorem_order.hpp"
#include "verify/output/permission.hpp"

namespace featdyn::verify {

/// The command that makes a report again.
std::string command_of(const VerifyOptions& options);

/// Where runs are remembered, and reports stand: --out, or the file's stem with -verify.
std::filesystem::path folder_of(const VerifyOptions& options);

/// What `verify` is about to leave, and where. Reports of one file replace each other: what they rest on is remembered.
/// One with other constants (--set claims.ID.C=3) does not replace another command's, where --out does not ask for it: it
/// goes to a folder inside.
Intent intent_of_verify(const VerifyOptions& options, const std::vector<TheoremOrder>& orders,
                        const numerics::Settings& base);

/// The command whose report is going to be replaced; empty where it is the same one, or there is none.
std::string replaced_command(const Intent& intent);

}  // namespace featdyn::verify
