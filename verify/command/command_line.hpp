#pragma once

#include <string>
#include <vector>

#include "verify/command/common.hpp"

namespace featdyn::verify {

/// Parses the command line, runs the chosen command and returns the exit code. Every error is one line on
/// standard error, "featdyn: ...", with exit code 3 for bad input.
int run_program(int argc, char** argv, const std::vector<Command>& commands);

/// What `featdyn` alone shows: what it does and how one begins.
std::string overview(const std::vector<Command>& commands);

}  // namespace featdyn::verify
