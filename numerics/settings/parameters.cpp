#include "numerics/settings/parameters.hpp"

namespace featdyn::numerics {

std::string literal(const std::vector<Decimal>& values) {
  std::string result = "[";
  for (const Decimal& value : values) result += (result.size() > 1 ? ", " : "") + value.text;
  return result + "]";
}

std::string literal(const std::vector<std::vector<Decimal>>& rows) {
  std::string result = "[";
  for (const std::vector<Decimal>& row : rows) result += (result.size() > 1 ? ", " : "") + literal(row);
  return result + "]";
}

std::string literal(const std::filesystem::path& path) {
  std::string escaped;
  for (const char c : std::filesystem::absolute(path).lexically_normal().string())
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7F')
      escaped += fmt::format("\\u{:04X}", static_cast<int>(c));
    else
      escaped += (c == '"' || c == '\\') ? std::string{'\\', c} : std::string{c};
  return '"' + escaped + '"';
}

}  // namespace featdyn::numerics
