#include "theory/formula/names.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace featdyn::formula {
namespace {

constexpr std::array functions{
    std::pair{"log", Function::log},   std::pair{"exp", Function::exp},   std::pair{"sqrt", Function::sqrt},
    std::pair{"abs", Function::abs},   std::pair{"min", Function::min},   std::pair{"max", Function::max},
    std::pair{"Phi", Function::Phi},   std::pair{"relu", Function::relu}, std::pair{"erf", Function::erf},
    std::pair{"tanh", Function::tanh}, std::pair{"Ei", Function::Ei}};
constexpr std::array reductions{std::pair{"max", Reduced::max},     std::pair{"min", Reduced::min},
                                std::pair{"mean", Reduced::mean},   std::pair{"sum", Reduced::sum},
                                std::pair{"count", Reduced::count}, std::pair{"rms", Reduced::rms}};
constexpr std::array reserved{"for", "all",  "forall", "exists", "first", "within", "at",
                              "in",  "with", "and",    "or",     "not",   "Theta",  "O",
                              "w",   "mu",   "xi",     "x",      "Omega", "grad"};

template <class Table, class Value>
std::string name_in(const Table& table, Value value) {
  return std::ranges::find(table, value, [](const auto& pair) { return pair.second; })->first;
}
template <class Table>
auto find_in(const Table& table, const std::string& name)
    -> std::optional<typename Table::value_type::second_type> {
  const auto found = std::ranges::find(table, name, [](const auto& pair) { return std::string(pair.first); });
  if (found == table.end()) return std::nullopt;
  return found->second;
}

}  // namespace

std::optional<IndexKind> index_kind(const std::string& name) {
  static const std::map<char, IndexKind> letters{
      {'r', IndexKind::neuron}, {'s', IndexKind::neuron}, {'j', IndexKind::label}, {'i', IndexKind::sample},
      {'p', IndexKind::patch},  {'k', IndexKind::step},   {'a', IndexKind::mode}};
  const auto found = name.empty() ? letters.end() : letters.find(name.front());
  if (found == letters.end()) return std::nullopt;
  const std::size_t digits = name.size() > 1 && name[1] == '_' ? 2 : 1;
  const bool only_digits = std::all_of(name.begin() + static_cast<long>(digits), name.end(),
                                       [](char c) { return c >= '0' && c <= '9'; });
  if (name.size() > 1 && (name.size() == digits || !only_digits)) return std::nullopt;
  return found->second;
}

std::string description(IndexKind kind) {
  switch (kind) {
    case IndexKind::neuron:
      return "a neuron (r, s or a number from 1)";
    case IndexKind::label:
      return "a class (j, y[i], -y[i], +1 or -1)";
    case IndexKind::sample:
      return "a sample (i or a number from 1)";
    case IndexKind::patch:
      return "a patch (p, mu[j] or xi[i])";
    case IndexKind::step:
      return "a step (k or a time)";
    case IndexKind::mode:
      return "a mode (a or a number from 1)";
  }
  return "";
}

Vocabulary Vocabulary::of(const std::vector<std::string>& names) {
  Vocabulary result;
  for (const std::string& name : names) result.add(name, {});
  return result;
}

const Name* Vocabulary::find(const std::string& name) const {
  const auto found = names_.find(name);
  return found == names_.end() ? nullptr : &found->second;
}

bool Vocabulary::is_reserved(const std::string& word) {
  return std::ranges::find(reserved, word) != reserved.end() || function_named(word) ||
         reduction_named(word) || index_kind(word);
}

std::string name_of(Function function) {
  return name_in(functions, function);
}
std::optional<Function> function_named(const std::string& name) {
  return find_in(functions, name);
}
std::string name_of(Reduced kind) {
  return name_in(reductions, kind);
}
std::optional<Reduced> reduction_named(const std::string& name) {
  return find_in(reductions, name);
}

}  // namespace featdyn::formula
