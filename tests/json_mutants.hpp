#pragma once

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>
#include <regex>
#include <string>
#include <vector>

namespace featdyn::testing {

using nlohmann::ordered_json;

/// Numbers in a text with something of theirs changed.
inline std::vector<std::string> changed_numbers(const std::string& text) {
  std::vector<std::string> result;
  const std::regex number("-?[0-9][0-9a-fx.]*([ep][+-]?[0-9]+)?");
  for (std::sregex_iterator at(text.begin(), text.end(), number), end; at != end; ++at) {
    const std::string found = at->str(), before = text.substr(0, static_cast<std::size_t>(at->position())),
                      after = text.substr(before.size() + found.size());
    const auto with = [&](const std::string& other) { result.push_back(before + other + after); };
    for (std::size_t i = 0; i < found.size(); ++i)
      if (found[i] >= '0' && found[i] <= '9') {
        std::string other = found;
        other[i] = found[i] == '9' ? '8' : static_cast<char>(found[i] + 1);
        with(other);
        other = found;
        other[i] = found[i] == '0' ? '1' : static_cast<char>(found[i] - 1);
        with(other);
      }
    for (const char* front : {"-", "+", "0", "0x", " "}) with(front + found);
    for (const char* back : {"0", "1", "_0", ".0", "e0", "p0", " ", "f", "#"}) with(found + back);
    const auto mark = found.find_first_of("ep");
    for (const char* inside : {"1", "0", "_", "."}) {
      std::string other = found;
      with(other.insert(mark == found.npos ? found.size() / 2 : mark, inside));
    }
  }
  return result;
}

/// A value changed in every way there is.
std::vector<ordered_json> changed(const ordered_json& value) {
  std::vector<ordered_json> result{nullptr,
                                   true,
                                   "",
                                   "0",
                                   0,
                                   1,
                                   -1,
                                   0.5,
                                   1e15,
                                   ordered_json::array(),
                                   ordered_json::object(),
                                   ordered_json::array({value}),
                                   ordered_json::object({{"0", value}})};
  if (value.is_string()) {
    const std::string text = value;
    for (const std::string& other : changed_numbers(text)) result.push_back(other);
    result.insert(result.end(), {text + " ", " " + text, text + "\n", text + text});
  }
  if (value.is_number_integer())
    for (const long step : {-1000, -1, 1, 2, 1'000'000}) result.push_back(value.get<long>() + step);
  if (value.is_number_integer()) result.push_back(std::to_string(value.get<long>()));
  if (value.is_number()) result.push_back(value.get<double>() + 0.5);
  if (value.is_number_float())
    for (const double factor : {0.1, 0.5, 0.99, 1.01, 2.0, 10.0, -1.0})
      result.push_back(value.get<double>() * factor);
  if (value.is_array() && !value.empty()) {
    auto other = value;
    other.push_back(value.back());
    result.push_back(other);
    other = value;
    other.erase(other.begin());
    result.push_back(other);
    std::reverse(other.begin(), other.end());
    result.push_back(other);
    other = value;
    std::reverse(other.begin(), other.end());
    result.push_back(other);
    if (value.size() > 1) {
      other = value;
      other[0] = value[1];
      result.push_back(other);
    }
  }
  return result;
}

/// Calls visit(pointer) for every value of a document; of long arrays the first, the last and one between.
inline void walk(const ordered_json& value, const std::string& pointer,
                 const std::function<void(const std::string&)>& visit) {
  visit(pointer);
  if (value.is_object())
    for (const auto& [key, member] : value.items()) walk(member, pointer + "/" + key, visit);
  if (value.is_array())
    for (std::size_t i = 0; i < value.size(); ++i)
      if (i == 0 || i == 1 || i + 1 == value.size()) walk(value[i], pointer + "/" + std::to_string(i), visit);
}

}  // namespace featdyn::testing
