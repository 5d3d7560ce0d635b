#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "verify/finding/verdict.hpp"
#include "verify/report/markup.hpp"
#include "verify/report/report.hpp"

namespace featdyn::verify {

// What the pages of the reports are made of.

Markup text(std::string_view plain);
Markup mathematics(std::string_view plain);
Markup code(const std::string& plain);
Markup paragraph(std::string_view plain);
/// A verdict in words, with a sign, in its colour.
Markup badge(Verdict verdict);
Markup table(const std::string& label, const std::vector<std::string>& columns, const Markup& rows);
/// What is shown when its heading is pressed.
Markup folded(const std::string& heading, const Markup& content);
/// With its caption.
Markup picture(const Picture& drawn);
/// A page that needs no other file; `style` is added to the style sheet of all.
std::string html_page(const std::string& title, const Markup& main, const std::string& style = "");

}  // namespace featdyn::verify
