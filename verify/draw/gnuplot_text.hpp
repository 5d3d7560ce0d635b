#pragma once

#include <string>
#include <string_view>

namespace featdyn::verify {

/// A string of a gnuplot script: whatever the text holds, it stays one word of one line, and nothing in it is
/// substituted or executed. Control characters become spaces, bytes that are no UTF-8 become "?".
std::string gnuplot_string(std::string_view text);

/// Names and values of others as a label shows them: the signs of gnuplot's enhanced text, { } ^ _ @ & ~ \,
/// stand for themselves.
std::string gnuplot_plain(std::string_view text);

/// A file in gnuplot's working folder, never taken for a command, a pipe or a device.
std::string gnuplot_file(std::string_view name);

}  // namespace featdyn::verify
