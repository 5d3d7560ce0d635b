#include "verify/theorem/judge/repeating_command.hpp"

#include <algorithm>

#include "verify/shell_word.hpp"
#include "verify/theorem/file/changed_run.hpp"

namespace featdyn::verify {
namespace {

/// The words as they are written, with their quotes (shell_word).
std::vector<std::string> written_words(const std::string& command) {
  std::vector<std::string> words(1);
  bool is_quoted = false;
  char before = ' ';
  for (const char c : command) {
    if (c == '\'' && (is_quoted || before != '\\')) is_quoted = !is_quoted;
    if (c == ' ' && !is_quoted)
      words.emplace_back();
    else
      words.back() += c;
    before = c;
  }
  return words;
}

std::string key_of_setting(std::string word) {
  std::erase(word, '\'');
  return key_of_assignment(word);
}

}  // namespace

std::string with_settings(const std::string& command, const std::vector<std::string>& assignments) {
  const auto sets = [&](const std::string& key) {
    return std::ranges::find(assignments, key, key_of_assignment) != assignments.end();
  };
  std::string result;
  const std::vector<std::string> words = written_words(command);
  for (std::size_t k = 0; k < words.size(); ++k) {
    const bool has_value = k + 1 < words.size();
    const bool is_replaced = has_value && ((words[k] == "--set" && sets(key_of_setting(words[k + 1]))) ||
                                           (words[k] == "--seed" && sets("data.seed") && sets("init.seed")));
    if (is_replaced)
      ++k;
    else
      result += (result.empty() ? "" : " ") + words[k];
  }
  for (const std::string& assignment : assignments) result += " --set " + shell_word(assignment);
  return result;
}

}  // namespace featdyn::verify
