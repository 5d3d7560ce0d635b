#include "verify/command/readable_text.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace featdyn::verify {

bool is_utf8(const std::string& text) {
  try {
    return !nlohmann::json(text).dump().empty();
  } catch (const nlohmann::json::exception&) {
    return false;
  }
}

std::string printable(const std::string& text) {
  if (is_utf8(text)) return text;
  std::string result;
  for (const char c : text)
    result += (static_cast<unsigned char>(c) & 0x80U) == 0
                  ? std::string{c}
                  : fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
  return result;
}

numerics::Settings with_readable_names(numerics::Settings settings) {
  for (const auto& [path, literal] : used_parameters(settings))
    if (!is_utf8(literal))
      throw numerics::InputError(settings.document.origin(path),
                                 fmt::format("{}: a name that is not UTF-8, read {}, allowed: files and "
                                             "folders with names in UTF-8",
                                             path, printable(literal)));
  return settings;
}

}  // namespace featdyn::verify
