#pragma once

#include <functional>
#include <string>
#include <vector>

#include "verify/command/common.hpp"

namespace featdyn::verify {

/// What the words behind a command's name ask for: one of these.
struct ParsedCommand {
  std::function<int()> action = nullptr;
  std::string help = {};   ///< the command's, where it was asked for
  std::string error = {};  ///< what is wrong with the words, in one sentence
};
ParsedCommand parse(const Command& command, const std::vector<std::string>& words);

}  // namespace featdyn::verify
