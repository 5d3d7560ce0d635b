#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace featdyn::verify {

/// Where an option's value goes: a bool's option is a flag without one, a list's may be repeated.
using OptionTarget = std::variant<bool*, int*, double*, std::string*, std::filesystem::path*,
                                  std::vector<std::string>*, std::optional<int>*, std::optional<long>*,
                                  std::optional<std::uint64_t>*, std::optional<std::string>*>;

/// An option of a command; parser.cpp alone knows the library that reads them.
struct Option {
  std::string name;  ///< "--width"; without dashes: known by its place, such as "FILE"
  OptionTarget target;
  std::string meaning;
  std::string value = {};  ///< what the help calls its value: "N"
  bool required = false;
  bool positive = false;                  ///< a number above 0
  bool hidden = false;                    ///< from the help: it does nothing here
  std::vector<std::string> among = {};    ///< the words it may be; empty: any
  std::vector<std::string> offered = {};  ///< words that a shell completes, none of them required
  std::optional<std::pair<long, long>> range = std::nullopt;  ///< least and greatest
  char delimiter = 0;                                         ///< between values in one word
  int words = 1;                                              ///< at most so many at one mention

  bool is_flag() const { return std::holds_alternative<bool*>(target); }
  bool is_named() const { return name.starts_with("--"); }
  bool is_list() const { return std::holds_alternative<std::vector<std::string>*>(target); }
};

using OptionList = std::vector<Option>;

/// The option of that name, which must be there.
Option& option(OptionList& list, const std::string& name);

}  // namespace featdyn::verify
