#pragma once

#include <string>
#include <string_view>

namespace featdyn::verify {

/// A line that LaTeX does not read, whatever the text holds.
std::string tex_comment(std::string_view text);
/// Plain text with LaTeX's own characters made harmless.
std::string tex_text(std::string_view text);
/// The same with its mathematics typeset.
std::string tex_mathematics(std::string_view text);
/// Numbers in mathematics, 1e-13 as a power of ten; "--" where there is none.
std::string tex_number(std::string text);

}  // namespace featdyn::verify
