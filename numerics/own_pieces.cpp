#include "numerics/own_pieces.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "numerics/settings/schema.hpp"

namespace featdyn::numerics {
namespace {

OwnPieces& table() {
  static OwnPieces pieces;
  return pieces;
}

}  // namespace

const OwnPieces& own_pieces() {
  return table();
}

const DataModel* find_own_model(const std::string& name) {
  const auto& all = own_pieces().data_models;
  const auto found = std::ranges::find(all, name, &DataModel::name);
  return found == all.end() ? nullptr : &*found;
}

void set_own_pieces(OwnPieces own) {
  std::vector<std::string> taken(built_in_models.begin(), built_in_models.end());
  for (const DataModel& model : own.data_models) {
    require_usable(model);
    if (std::ranges::find(taken, model.name) != taken.end())
      throw InputError(own_pieces_origin,
                       fmt::format("two data models of one name, read {}, allowed: a name other than {}",
                                   model.name, fmt::join(taken, ", ")));
    taken.push_back(model.name);
  }
  table() = std::move(own);
}

}  // namespace featdyn::numerics
