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

std::string path_of(const std::string& literal) {
  std::string path;
  for (std::size_t i = 1; i + 1 < literal.size(); ++i) {
    if (literal.compare(i, 2, "\\u") == 0) {
      path += static_cast<char>(std::stoi(literal.substr(i + 2, 4), nullptr, 16));
      i += 5;
      continue;
    }
    if (literal[i] == '\\') ++i;
    path += literal[i];
  }
  return path;
}

}  // namespace featdyn::numerics
