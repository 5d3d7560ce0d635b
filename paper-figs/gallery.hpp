#pragma once

#include <filesystem>
#include <string>

namespace featdyn::figures {

/// Writes index.html: every figure whose side file is in the folder, with its caption, data and repeating
/// command. It needs nothing but the files beside it.
void write_gallery(const std::filesystem::path& directory);

/// Text with gnuplot's x_0, x_{ij} and x^2 as HTML; what HTML takes for markup is escaped.
std::string html_text(const std::string& text);

}  // namespace featdyn::figures
