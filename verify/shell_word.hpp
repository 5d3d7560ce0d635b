#pragma once

#include <filesystem>
#include <string>

namespace featdyn::verify {

/// A word as a shell reads it back.
inline std::string shell_word(const std::string& word) {
  constexpr const char* plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+./:,=@%";
  if (!word.empty() && word.find_first_not_of(plain) == std::string::npos) return word;
  std::string result = "'";
  for (const char c : word) result += c == '\'' ? std::string("'\\''") : std::string{c};
  return result + "'";
}

/// A file's name as a word that is no option.
inline std::string shell_path(const std::filesystem::path& path) {
  const std::string name = path.string();
  return shell_word(name.starts_with('-') ? "./" + name : name);
}

}  // namespace featdyn::verify
