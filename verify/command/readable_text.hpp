#pragma once

#include <string>

#include "numerics/settings/settings.hpp"

namespace featdyn::verify {

/// Whether JSON, which every result is written in, can hold a text.
bool is_utf8(const std::string& text);

/// A text that can be printed: bytes of no UTF-8 text as \xNN.
std::string printable(const std::string& text);

/// Names are part of the results: InputError where one cannot be written down, before anything is computed.
numerics::Settings with_readable_names(numerics::Settings settings);

}  // namespace featdyn::verify
