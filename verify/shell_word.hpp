#pragma once

#include <string>

namespace featdyn::verify {

/// A word as a shell reads it back.
inline std::string shell_word(const std::string& word) {
  if (!word.empty() && word.find_first_of(" \"'$&|;<>()[]{}*?!`\\#~") == std::string::npos) return word;
  std::string result = "'";
  for (const char c : word) result += c == '\'' ? std::string("'\\''") : std::string{c};
  return result + "'";
}

}  // namespace featdyn::verify
