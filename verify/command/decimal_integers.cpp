#include "verify/command/decimal_integers.hpp"

#include <CLI/CLI.hpp>

#include "numerics/settings/document.hpp"

namespace featdyn::verify {

std::optional<std::string> plain_integer(const std::string& text) {
  const bool is_plain = !text.empty() && text.find_first_not_of("0123456789.eE+-") == std::string::npos;
  if (!is_plain) return std::nullopt;
  using numerics::Entry;
  const bool has_digits_alone = text.find_first_of(".eE") == std::string::npos;
  Entry entry;
  entry.kind = has_digits_alone ? Entry::Kind::integer : Entry::Kind::real;
  entry.text = text;
  const auto value = numerics::whole_number(entry);
  return value ? std::optional(std::to_string(*value)) : std::nullopt;
}

void read_integers_as_decimals(CLI::App& app) {
  const CLI::Validator decimal(
      [](std::string& text) {
        const auto plain = plain_integer(text);
        if (plain) text = *plain;
        return plain ? std::string() : "'" + text + "' is not an integer";
      },
      "");
  for (CLI::Option* option : app.get_options({}))
    if (const std::string type = option->get_type_name(); type.starts_with("INT") || type.starts_with("UINT"))
      option->transform(decimal);
}

}  // namespace featdyn::verify
