#include "numerics/activation/activation.hpp"

#include <algorithm>

#include "numerics/activation/formula_activation.hpp"
#include "numerics/extensions.hpp"

namespace featdyn::numerics {
namespace {

const std::vector<Activation>& built_in_activations() {
  static const std::vector<Activation> all{rectified_linear(), rectified_square(), error_function(),
                                           hyperbolic_tangent(), gaussian_error_linear()};
  return all;
}

template <class Piece>
const Piece* find_in(const std::vector<Piece>& all, const std::string& name) {
  const auto found = std::ranges::find(all, name, &Piece::name);
  return found == all.end() ? nullptr : &*found;
}

const std::string loss_prefix = "loss ";  // no name of an activation has a space

}  // namespace

std::vector<Activation> activations() {
  std::vector<Activation> all = built_in_activations();
  const auto& own = extensions().activations;
  all.insert(all.end(), own.begin(), own.end());
  return all;
}

const Activation* find_activation(const std::string& name) {
  if (const Activation* built_in = find_in(built_in_activations(), name)) return built_in;
  if (const Activation* own = find_in(extensions().activations, name)) return own;
  return find_formula_activation(name);
}

const Loss* find_extension_loss(const std::string& name) {
  if (const Loss* own = find_in(extensions().losses, name)) return own;
  return find_formula_loss(name);
}

std::string function_of_loss(const std::string& loss) {
  return loss_prefix + loss;
}

JetFunction find_function(const std::string& name) {
  if (name.starts_with(loss_prefix)) {
    const Loss* loss = find_extension_loss(name.substr(loss_prefix.size()));
    return loss ? loss->jet : nullptr;
  }
  const Activation* activation = find_activation(name);
  return activation ? activation->jet : nullptr;
}

}  // namespace featdyn::numerics
