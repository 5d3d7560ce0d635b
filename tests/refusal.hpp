#pragma once

#include <exception>
#include <string>

namespace featdyn::testing {

/// What the exception says that `action` throws; "nothing was thrown" otherwise.
template <class Action>
std::string refusal(Action action) {
  try {
    action();
  } catch (const std::exception& error) {
    return error.what();
  }
  return "nothing was thrown";
}

/// Whether `text` contains `part`.
inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace featdyn::testing
