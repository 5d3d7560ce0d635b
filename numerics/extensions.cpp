#include "numerics/extensions.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "numerics/settings/network_settings.hpp"
#include "numerics/settings/schema.hpp"

namespace featdyn::numerics {
namespace {

Extensions& table() {
  static Extensions pieces;
  return pieces;
}

template <class Piece>
std::vector<std::string> names_of(const std::vector<Piece>& pieces) {
  std::vector<std::string> names;
  for (const Piece& piece : pieces) names.push_back(piece.name);
  return names;
}

/// Names are single words, and none is another's.
template <class Piece>
void require_names(const char* kind, const std::vector<Piece>& pieces, std::vector<std::string> taken) {
  for (const Piece& piece : pieces) {
    if (piece.name.empty() || piece.name.find_first_of(" \"\\\n") != std::string::npos)
      throw InputError(extensions_origin, fmt::format("a name among the {} that is no word, read '{}', "
                                                      "allowed: one word",
                                                      kind, piece.name));
    if (std::ranges::find(taken, piece.name) != taken.end())
      throw InputError(extensions_origin,
                       fmt::format("two {} of one name, read {}, allowed: a name other than {}", kind,
                                   piece.name, fmt::join(taken, ", ")));
    taken.push_back(piece.name);
  }
}

template <class Function>
void require_functions(const std::vector<Function>& functions) {
  for (const Function& f : functions)
    if (f.formula.empty() || f.latex.empty() || f.jet == nullptr)
      throw InputError(extensions_origin,
                       fmt::format("a function that cannot be used, read '{}', allowed: one with formula, "
                                   "latex and jet",
                                   f.name));
}

}  // namespace

const Extensions& extensions() {
  return table();
}

const DataModel* find_extension_model(const std::string& name) {
  const auto& all = extensions().data_models;
  const auto found = std::ranges::find(all, name, &DataModel::name);
  return found == all.end() ? nullptr : &*found;
}

void set_extensions(Extensions own) {
  table() = {};
  require_names("data models", own.data_models, {built_in_models.begin(), built_in_models.end()});
  for (const DataModel& model : own.data_models) require_usable(model);
  require_names("activations", own.activations, names_of(activations()));
  require_names("losses", own.losses, {built_in_losses.begin(), built_in_losses.end()});
  require_functions(own.activations);
  require_functions(own.losses);
  table() = std::move(own);
}

}  // namespace featdyn::numerics
