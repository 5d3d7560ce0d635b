#pragma once

#include <filesystem>
#include <string>

#include "verify/report/markup.hpp"

namespace featdyn::figures {

/// The page index.html: every figure whose side file is in the folder, with its caption, data and repeating
/// command. It needs nothing but the files beside it.
std::string gallery(const std::filesystem::path& directory);

/// gnuplot's enhanced text, x_0, x_{ij} and x^2, as HTML.
verify::Markup gnuplot_markup(const std::string& enhanced);

}  // namespace featdyn::figures
