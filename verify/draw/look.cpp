#include "verify/draw/look.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string_view>

namespace featdyn::verify {
namespace {

/// The family that the system's fonts have for a name of ours; empty where nobody can say.
std::string family_for(const char* name) {
  const std::string command = fmt::format("fc-match --format='%{{family}}' '{}' 2>/dev/null", name);
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> answer(popen(command.c_str(), "r"), pclose);
  std::array<char, 256> family{};
  if (answer == nullptr || std::fgets(family.data(), family.size(), answer.get()) == nullptr) return "";
  return family.data();
}

/// Times and its copies, by their families.
bool is_times(const std::string& family) {
  constexpr std::array known{"Times", "Nimbus Roman", "Termes", "Liberation Serif",
                             "Tinos", "FreeSerif",    "STIX"};
  return std::ranges::any_of(known, [&](const char* name) { return family.find(name) != family.npos; });
}

/// A family is one word of gnuplot's font, which ends at "," or ":".
std::string family_only(std::string name) {
  std::erase_if(name, [](unsigned char c) {
    return c < 0x20 || std::string_view(",:'\"{}\\").find(static_cast<char>(c)) != std::string_view::npos;
  });
  return name;
}

std::string found_paper_font() {
  if (const char* wanted = std::getenv("FEATDYN_FONT"); wanted != nullptr)
    if (const std::string name = family_only(wanted); !name.empty()) return name;
  if (is_times(family_for("Times"))) return "Times";
  for (const char* computer_modern : {"CMU Serif", "Latin Modern Roman"})
    if (family_for(computer_modern).find(computer_modern) != std::string::npos) return computer_modern;
  return "Times";
}

}  // namespace

std::optional<std::string>& wanted_style() noexcept {
  static std::optional<std::string> style;
  return style;
}

Look look_in_use() noexcept {
  return wanted_style() == paper_style ? Look::paper : Look::screen;
}

Measures measures_of(Look look) {
  constexpr double inch = 2.54;
  if (look == Look::paper)
    return {.one_column = 3.25 * inch,
            .more_columns = 6.75 * inch,
            .many_columns = 6.75 * inch,
            .text = 8,
            .line = 1.1,
            .thin_line = 0.5,
            .dots_per_inch = 300,
            .font = paper_font()};
  return {.one_column = 11,
          .more_columns = 18,
          .many_columns = 25,
          .text = 9,
          .line = 1.4,
          .thin_line = 0.6,
          .dots_per_inch = 254,
          .font = "Sans"};
}

std::string paper_font() {
  static const std::string font = found_paper_font();
  return font;
}

}  // namespace featdyn::verify
