#pragma once

#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace featdyn::verify {

/// What an integer of the command line means, in its shortest digits: 010 is 10, 1e4 is 10000. Nothing for
/// what is no decimal, or no integer of 64 bits.
std::optional<std::string> plain_integer(const std::string& text);

/// Makes every option of integers read decimals only, before any other of its checks.
void read_integers_as_decimals(CLI::App& app);

}  // namespace featdyn::verify
