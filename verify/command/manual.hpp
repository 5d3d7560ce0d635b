#pragma once

#include <string>
#include <vector>

#include "verify/command/common.hpp"

namespace featdyn::verify {

/// The options of a command, without those that do nothing there.
OptionList shown_options(const Command& command);

/// What may stand for an option's value: "quick|full", "DIR", "N".
std::string value_name(const Option& option);

/// The manual page in troff, made of the commands' own options.
std::string manual_page(const std::vector<Command>& commands);

/// What a shell needs to complete commands, options, and values that are words of a list.
std::string bash_completion(const std::vector<Command>& commands);
std::string zsh_completion(const std::vector<Command>& commands);
std::string fish_completion(const std::vector<Command>& commands);

/// `featdyn manual`: one of these four; the commands are all the others.
Command manual_command(std::vector<Command> commands);

}  // namespace featdyn::verify
