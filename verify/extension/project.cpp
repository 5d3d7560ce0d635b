#include "verify/extension/project.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "numerics/files/atomic_file.hpp"
#include "numerics/refusal/input_error.hpp"

namespace featdyn::verify {
namespace {

constexpr const char *main_file = "main.cpp", *cmake_file = "CMakeLists.txt";

bool is_identifier(const std::string& name) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return !name.empty() && is_letter(name[0]) && std::ranges::all_of(name, [&](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '_';
  });
}

std::string with_name(std::string text, const std::string& name) {
  const std::string placeholder = "@NAME@";
  for (auto at = text.find(placeholder); at != text.npos; at = text.find(placeholder, at + name.size()))
    text.replace(at, placeholder.size(), name);
  return text;
}

/// A file of the program, or what it begins with.
std::string text_of(const std::filesystem::path& file, const char* beginning) {
  return std::filesystem::exists(file) ? numerics::read_file(file) : beginning;
}

/// Where a mark ends in a text that must hold it.
std::size_t end_of(const std::string& mark, const std::string& text, const std::filesystem::path& file,
                   const std::string& by_hand) {
  const auto at = text.find(mark);
  if (at != text.npos) return at + mark.size();
  throw numerics::InputError({file.string(), 1},
                             fmt::format("not of a program that featdyn new can add to, read no '{}', "
                                         "allowed: a file with it, or add by hand {}",
                                         mark.substr(0, mark.find('\n')), by_hand));
}

/// main.cpp with the piece's function declared above main and called in the list.
std::string main_with(std::string text, const std::filesystem::path& file, const PieceKind& kind,
                      const std::string& function) {
  const std::string declaration = fmt::format("{} {}();", kind.type, function),
                    by_hand = declaration + " and its call in .pieces";
  text.insert(end_of("using namespace featdyn;\n", text, file, by_hand), declaration + "\n");
  const auto at = end_of(".pieces = {", text, file, by_hand);
  return text.insert(at, function + "()" + (text.substr(at).starts_with('}') ? "" : ", "));
}

std::string cmake_with(std::string text, const std::filesystem::path& file, const std::string& source) {
  const std::string by_hand = source + " among its sources";
  return text.insert(end_of("featdyn_program(featdyn main.cpp", text, file, by_hand), " " + source);
}

}  // namespace

ProjectFiles with_piece(const std::filesystem::path& folder, const PieceKind& kind, const std::string& name) {
  if (!is_identifier(name))
    throw numerics::InputError({"new"},
                               fmt::format("no name of a piece, read {}, allowed: a letter, then letters, "
                                           "digits and underscores",
                                           name));
  const std::string source = name + ".cpp", function = fmt::format("{}_{}", name, kind.name);
  if (name == "main" || std::filesystem::exists(folder / source))
    throw numerics::InputError(
        {(folder / source).string(), 1},
        fmt::format("the file is there, read {}, allowed: the name of a file that is not there", name));
  return {.texts = {{source, with_name(kind.text, name)},
                    {main_file, main_with(text_of(folder / main_file, project_main), folder / main_file, kind,
                                          function)},
                    {cmake_file,
                     cmake_with(text_of(folder / cmake_file, project_cmake), folder / cmake_file, source)}}};
}

}  // namespace featdyn::verify
