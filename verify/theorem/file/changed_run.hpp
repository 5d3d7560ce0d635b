#pragma once

#include <string>
#include <vector>

#include "verify/theorem/file/assumptions.hpp"

namespace featdyn::verify {

/// "a.b" of "a.b=3".
std::string key_of_assignment(const std::string& assignment);

/// The assumptions that "a,b" names, in this order. Throws InputError naming the ones there are.
std::vector<Assumption> assumptions_named(const std::string& list);

/// Whether the assumption says something of a run with these settings: label noise nothing of a denoiser.
bool concerns(const Assumption& assumption, const numerics::Document& run);

/// The settings of one run under a changed assumption: its keys in place of the run's, data that are changed with
/// the run's n SNR^2, and its learning rate where the assumption needs another, with as many steps as make
/// the same time.
numerics::Document changed_run(const Assumption& assumption, const numerics::Document& run);
/// The keys that it changes, which a domain then leaves alone.
std::vector<std::string> changed_keys(const Assumption& assumption, const numerics::Document& run);

}  // namespace featdyn::verify
