#include "numerics/settings/document.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <sstream>

#include "numerics/files/byte_order_mark.hpp"
#include "numerics/settings/lines_and_columns.hpp"
#include "numerics/settings/make_room.hpp"
#include "numerics/settings/nearest_file.hpp"
#include "numerics/settings/toml_remedy.hpp"
#include "theory/rational.hpp"

namespace featdyn::numerics {
namespace {

Entry::Kind kind_of(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::integer:
      return Entry::Kind::integer;
    case toml::node_type::floating_point:
      return Entry::Kind::real;
    case toml::node_type::string:
      return Entry::Kind::string;
    case toml::node_type::boolean:
      return Entry::Kind::boolean;
    case toml::node_type::array:
      return Entry::Kind::array;
    default:
      return Entry::Kind::other;
  }
}

struct Source {
  LinesAndColumns& text;
  std::string file;
  std::filesystem::path folder;
};

std::string slice(const Source& source, const toml::node& node) {
  const toml::source_region& region = node.source();
  return source.text.slice(region.begin.line, region.begin.column, region.end.column);
}

constexpr long most_columns = 1L << 20;

long place_of(const toml::node& node) {
  return static_cast<long>(node.source().begin.line) * most_columns + node.source().begin.column;
}

/// The characters of a number, once more after they were read: the text must mean what TOML's reader saw.
std::string real_text(const toml::node& node, const Source& source) {
  const double seen = node.as_floating_point()->get();
  std::string text = slice(source, node), digits = text;
  std::erase(digits, '_');
  const double meant = std::strtod(digits.c_str(), nullptr);
  if (meant == seen || (std::isnan(meant) && std::isnan(seen))) return text;
  throw InputError(
      {source.file, static_cast<int>(node.source().begin.line)},
      fmt::format("not readable for certain, read {} and {}, allowed: a line of plain characters", text,
                  seen));
}

Entry make_entry(const toml::node& node, const Source& source) {
  Entry entry{.kind = kind_of(node),
              .text = {},
              .items = {},
              .origin = {source.file, static_cast<int>(node.source().begin.line)},
              .place = place_of(node),
              .folder = source.folder};
  if (entry.kind == Entry::Kind::string)
    entry.text = node.as_string()->get();
  else if (entry.kind == Entry::Kind::integer)
    entry.text = std::to_string(node.as_integer()->get());  // also for 0x, 0o and 0b literals
  else if (entry.kind == Entry::Kind::boolean)
    entry.text = node.as_boolean()->get() ? "true" : "false";
  else if (entry.kind == Entry::Kind::real)
    entry.text = real_text(node, source);
  else if (entry.kind == Entry::Kind::array)
    for (const toml::node& item : *node.as_array()) entry.items.push_back(make_entry(item, source));
  else
    entry.text = slice(source, node);
  return entry;
}

/// Quoted, "data.seed" and seed in [data] are the same path.
void insert_once(std::map<std::string, Entry>& entries, const std::string& path, Entry entry) {
  const auto [place, is_new] = entries.emplace(path, entry);
  if (is_new) return;
  const bool is_later = entry.place > place->second.place;
  const Entry &first = is_later ? place->second : entry, &second = is_later ? entry : place->second;
  throw InputError(second.origin,
                   fmt::format("{}: given twice, read {} here and {} in line {}, allowed: once", path,
                               shown(second), shown(first), first.origin.line));
}

void flatten(const toml::table& table, const std::string& prefix, const Source& source,
             std::map<std::string, Entry>& entries, std::map<std::string, int>& table_lines) {
  table_lines.emplace(prefix, static_cast<int>(table.source().begin.line));
  for (const auto& [key, node] : table) {
    const std::string path = prefix.empty() ? std::string(key.str()) : prefix + "." + std::string(key.str());
    if (const toml::table* inner = node.as_table())
      flatten(*inner, path, source, entries, table_lines);
    else
      insert_once(entries, path, make_entry(node, source));
  }
}

/// toml++ limits how deeply values nest, but not keys: a.a.a... of a hundred thousand parts ends the stack.
void require_short_keys(std::string_view text, const std::string& file) {
  constexpr int most_dots = 64;
  int line = 1, dots = 0;
  bool quoted = false, comment = false;
  for (const char c : text) {
    if (c == '\n') ++line, quoted = comment = false;
    if (c == '"' || c == '\'') quoted = true;
    if (c == '#' && !quoted) comment = true;
    if (comment || std::string_view("\n,[]{}=").find(c) != std::string_view::npos) dots = 0;
    if (c == '.' && ++dots > most_dots)
      throw InputError({file, line},
                       fmt::format("too many dots in a row, read more than {}, allowed: keys such as "
                                   "data.model",
                                   most_dots));
  }
}

/// Line `number`, from 1 on, at most as much of it as a message can hold.
std::string line_of(std::string_view text, int number) {
  constexpr std::size_t longest = 80;
  for (; number > 1 && !text.empty(); --number)
    text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  std::string line(text.substr(0, std::min(text.find('\n'), longest)));
  std::ranges::replace_if(
      line, [](unsigned char c) { return c < ' '; }, ' ');
  return line;
}

}  // namespace

bool is_number(const Entry& entry) {
  return entry.kind == Entry::Kind::integer || entry.kind == Entry::Kind::real;
}

std::optional<long> whole_number(const Entry& entry) {
  const bool has_exponent = entry.text.find_first_of("eE") != std::string::npos;
  if (entry.kind != Entry::Kind::integer && !(entry.kind == Entry::Kind::real && has_exponent))
    return std::nullopt;
  try {
    const theory::Rational value = theory::rational_from_decimal(entry.text);
    constexpr long most = std::numeric_limits<long>::max();
    if (!value.is_integer() || value > most || value < -most) return std::nullopt;
    return static_cast<long>(value);
  } catch (const std::invalid_argument&) {
    return std::nullopt;  // beyond all use
  }
}

std::string shown(const Entry& entry) {
  if (entry.kind == Entry::Kind::string) return '"' + entry.text + '"';
  if (entry.kind != Entry::Kind::array) return entry.text;
  std::string result = "[";
  for (const Entry& item : entry.items) result += (result.size() > 1 ? ", " : "") + shown(item);
  return result + "]";
}

Document Document::from_stored_text(std::string_view text, const std::string& file) {
  Document document = from_text(text, file, "");
  document.needs_files_ = false;
  return document;
}

Document Document::from_text(std::string_view text, const std::string& file,
                             const std::filesystem::path& folder) {
  text = numerics::without_byte_order_mark(text);
  Document document;
  document.file_ = file;
  require_short_keys(text, file);
  try {
    const toml::table table = toml::parse(text);
    LinesAndColumns lines(text);
    flatten(table, "", {.text = lines, .file = file, .folder = folder}, document.entries_,
            document.table_lines_);
  } catch (const toml::parse_error& error) {
    std::string description(error.description());
    std::ranges::replace(description, '\n', ' ');
    const auto line = static_cast<int>(error.source().begin.line);
    throw InputError({file, line}, fmt::format("not TOML: {}, read '{}', allowed: {}", description,
                                               line_of(text, line), toml_remedy(line_of(text, line))));
  }
  return document;
}

/// Files named in a pipe's text are beside the working folder.
Document Document::from_file(const std::filesystem::path& file) {
  std::error_code ignored;
  const std::filesystem::file_status status = std::filesystem::status(file, ignored);
  const bool is_pipe = std::filesystem::is_fifo(status);
  std::ifstream stream;
  if (is_pipe || std::filesystem::is_regular_file(status)) stream.open(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream.is_open() || stream.bad()) {
    const std::string near = nearest_file(file);
    throw InputError(
        {file.string(), 1},
        fmt::format("cannot be read, read {},{} allowed: a TOML settings file (featdyn init writes one)",
                    std::filesystem::is_directory(status) ? "a folder"
                    : std::filesystem::exists(status)     ? "no text, or no permission"
                                                          : "no such file",
                    near.empty() ? "" : fmt::format(" did you mean {}?", near)));
  }
  return from_text(text.str(), file.string(), is_pipe ? "" : file.parent_path());
}

Document Document::without_sweep() const {
  Document result = *this;
  std::erase_if(result.entries_, [](const auto& entry) { return entry.first.starts_with("sweep."); });
  return result;
}

Document Document::at_start_of_sweep() const {
  const std::string table = "sweep.";
  Document result = *this;
  for (const auto& [path, entry] : entries_)
    if (path.starts_with(table) && !entry.items.empty()) {
      make_room(result.entries_, path.substr(table.size()));
      result.entries_[path.substr(table.size())] = entry.items.front();
    }
  return result;
}

Document Document::with(const std::string& path, const Entry& value) const {
  Document result = without_sweep();
  make_room(result.entries_, path);
  result.entries_[path] = value;
  return result;
}

const Entry* Document::find(const std::string& path) const {
  const auto found = entries_.find(path);
  return found == entries_.end() ? nullptr : &found->second;
}

Origin Document::origin(const std::string& path) const {
  if (const Entry* entry = find(path)) return entry->origin;
  const auto table = table_lines_.find(path.substr(0, path.find('.')));
  return {file_, table == table_lines_.end() ? 1 : std::max(table->second, 1)};
}

}  // namespace featdyn::numerics
