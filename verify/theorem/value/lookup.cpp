#include "verify/theorem/value/lookup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "theory/formula/error.hpp"
#include "theory/formula/names.hpp"
#include "verify/theorem/file/observable_extension.hpp"
#include "verify/theorem/value/evaluate.hpp"

namespace featdyn::verify {
namespace {

using namespace formula;

const Facts& facts_of(const Environment& environment, Place place, const std::string& name) {
  if (environment.facts == nullptr)
    throw FormulaError(place, "a quantity of a run where there is none", name, "parameters");
  return *environment.facts;
}

/// Rows or columns of a table, along the axes of the indices that choose them.
using Chosen = Array;

double class_number(double label, const Facts& facts, Place place) {
  const auto found = std::ranges::find(facts.class_labels, label);
  if (found == facts.class_labels.end())
    throw FormulaError(place, "a class that the data do not have", fmt::format("{:g}", label),
                       "the labels of the classes");
  return static_cast<double>(found - facts.class_labels.begin());
}

Chosen classes(const Expression& label, const Environment& environment, const Facts& facts) {
  return mapped(evaluate(label, environment), [&](double x) { return class_number(x, facts, label->place); });
}

/// A number from 1 to `count`, as a place from 0.
Chosen counted(const Expression& index, const Environment& environment, long count) {
  return mapped(evaluate(index, environment), [&](double x) {
    if (!(x >= 1 && x <= static_cast<double>(count) && x == std::floor(x)))
      throw FormulaError(index->place, "an index out of range", fmt::format("{:g}", x),
                         fmt::format("1 to {}", count));
    return x - 1;
  });
}

Chosen columns(const std::vector<long>& known, const Chosen& chosen, Place place, const char* what) {
  if (known.empty()) throw FormulaError(place, "patches that the data do not have", what, "x[p]");
  return mapped(chosen, [&](double x) { return static_cast<double>(known[static_cast<std::size_t>(x)]); });
}

/// `w[r]`, `w[j,r]`
Chosen neurons(const std::vector<Expression>& indices, Place place, const Environment& environment,
               const Facts& facts) {
  if ((indices.size() == 2) != facts.neurons_have_classes)
    throw FormulaError(place, "a neuron of another model", indices.size() == 2 ? "w[j,r]" : "w[r]",
                       indices.size() == 2 ? "w[r], for the denoiser" : "w[j,r], for the classifier");
  const Chosen within = counted(indices.back(), environment, facts.neurons);
  if (indices.size() == 1) return within;
  const auto m = static_cast<double>(facts.neurons);
  return combined(classes(indices[0], environment, facts), within,
                  [m](double c, double r) { return c * m + r; });
}

/// `mu[j]`, `xi[i]`, `x[p]`, `x[mu[j]]`
Chosen patches(const Quantity& vector, Place place, const Environment& environment, const Facts& facts) {
  if (vector.name == "mu") {
    const Chosen chosen =
        vector.indices.empty() ? Chosen::of(0) : classes(vector.indices[0], environment, facts);
    return columns(facts.signal_patches, chosen, place, "mu[j]");
  }
  const Expression& index = vector.indices.at(0);
  if (vector.name == "xi")
    return columns(facts.noise_patches, counted(index, environment, facts.samples), place, "xi[i]");
  if (const auto* inner = as<Quantity>(index); inner && (inner->name == "mu" || inner->name == "xi"))
    return patches(*inner, index->place, environment, facts);
  return counted(index, environment, facts.patches());
}

Array gather(const Table2& table, const Chosen& rows, const Chosen& of_columns) {
  return combined(rows, of_columns, [&](double row, double column) {
    return table(static_cast<long>(row), static_cast<long>(column));
  });
}

/// gamma: the patches are signals; with one class of signals their sign is the neuron's.
Array signal_coefficients(const Quantity& quantity, Place place, const Environment& environment,
                          const Facts& facts) {
  const auto& all = quantity.indices;
  const std::size_t of_neuron = facts.neurons_have_classes ? 2 : 1;
  const std::vector<Expression> neuron(all.begin(),
                                       all.begin() + static_cast<long>(std::min(of_neuron, all.size())));
  const Chosen label = all.size() > of_neuron ? classes(all.back(), environment, facts) : Chosen::of(0);
  const Array result = gather(environment.table(Observed::coefficients, quantity.step),
                              neurons(neuron, place, environment, facts),
                              columns(facts.signal_patches, label, place, "mu[j]"));
  const bool is_signed = facts.neurons_have_classes && all.size() == of_neuron;
  return is_signed ? combined(result, evaluate(all[0], environment), [](double a, double b) { return a * b; })
                   : result;
}

Array noise_coefficients(const Quantity& quantity, Place place, const Environment& environment,
                         const Facts& facts) {
  std::vector<Expression> neuron = quantity.indices;
  const Expression sample = neuron.back();
  neuron.pop_back();
  return gather(environment.table(Observed::coefficients, quantity.step),
                neurons(neuron, place, environment, facts),
                columns(facts.noise_patches, counted(sample, environment, facts.samples), place, "xi[i]"));
}

/// Of one's own: an axis of the table an index, of a classifier's neuron two.
Array of_extension(const ObservableExtension& own, Observed what, const Quantity& quantity, Place place,
                   const Environment& environment) {
  const Facts& facts = facts_of(environment, place, quantity.name);
  std::vector<Chosen> chosen;
  auto at = quantity.indices.begin();
  for (const IndexKind kind : own.indices) {
    const long count = kind == IndexKind::neuron && facts.neurons_have_classes ? 2 : 1;
    if (quantity.indices.end() - at < count)
      throw FormulaError(place, "too few indices", quantity.name,
                         quantity.name + "[j,r], for the classifier");
    const std::vector<Expression> indices(at, at + count);
    at += count;
    if (kind == IndexKind::neuron)
      chosen.push_back(neurons(indices, place, environment, facts));
    else if (kind == IndexKind::patch)
      chosen.push_back(patches({.name = "x", .indices = indices, .step = {}}, place, environment, facts));
    else if (kind == IndexKind::label)
      chosen.push_back(classes(indices.front(), environment, facts));
    else
      chosen.push_back(
          counted(indices.front(), environment, kind == IndexKind::sample ? facts.samples : facts.patches()));
  }
  while (chosen.size() < 2) chosen.push_back(Array::of(0));
  return gather(environment.table(what, quantity.step), chosen[0], chosen[1]);
}

Array observable(Observed what, const Quantity& quantity, Place place, const Environment& environment) {
  const Facts& facts = facts_of(environment, place, quantity.name);
  if (const auto own = extension_of(what)) return of_extension(*own, what, quantity, place, environment);
  const std::string& name = quantity.name;
  if (name == "gamma") return signal_coefficients(quantity, place, environment, facts);
  if (name == "rho") return noise_coefficients(quantity, place, environment, facts);
  const Table2& table = environment.table(what, quantity.step);
  if (what == Observed::gram) {
    const Chosen r = neurons(quantity.indices, place, environment, facts);
    return mapped(gather(table, r, r), [&](double x) { return name == "|w|" ? std::sqrt(x) : x; });
  }
  if (what == Observed::outputs)
    return gather(table, counted(quantity.indices.at(0), environment, facts.samples), Array::of(0));
  if (what == Observed::modes) {
    const Chosen a = counted(quantity.indices.at(0), environment, facts.size(IndexKind::mode));
    return gather(table, a,
                  quantity.indices.size() == 1
                      ? a
                      : counted(quantity.indices[1], environment, facts.size(IndexKind::mode)));
  }
  if (what == Observed::generated)
    return gather(table, counted(quantity.indices.at(0), environment, facts.size(IndexKind::mode)),
                  Array::of(0));
  if (what == Observed::columns) {
    const auto at = std::ranges::find(column_names(), name) - column_names().begin();
    return Array::of(table(at));
  }
  return Array::of(name == "|grad|^2" ? table(0) * table(0) : table(0));
}

Array of_list(const std::vector<double>& list, const Chosen& chosen, Place place, const std::string& name) {
  if (list.empty()) throw FormulaError(place, "a quantity that the data do not have", name, "another one");
  return mapped(chosen, [&](double x) { return list[static_cast<std::size_t>(x)]; });
}

/// `n[j]`, `|mu[j]|`, `|xi[i]|`, `|x[p]|`, `y[i]`, `lambda[a]`
Array fact(const Quantity& quantity, Place place, const Environment& environment) {
  const std::string& name = quantity.name;
  const Facts& facts = facts_of(environment, place, name);
  const Expression& index = quantity.indices[0];
  if (name == "n") return of_list(facts.class_samples, classes(index, environment, facts), place, name);
  if (name == "y") return of_list(facts.labels, counted(index, environment, facts.samples), place, name);
  if (name == "lambda")
    return of_list(facts.eigenvalues, counted(index, environment, facts.size(IndexKind::mode)), place, name);
  const std::string vector = name.substr(1, name.size() - 2);  // |mu| without its bars
  return of_list(
      facts.patch_norms,
      patches({.name = vector, .indices = quantity.indices, .step = {}}, place, environment, facts), place,
      name);
}

}  // namespace

const std::vector<std::string>& column_names() {
  static const std::vector<std::string> names{"signal_max",    "signal_mean", "noise_max",
                                              "noise_mean",    "ratio",       "weight_norm_sq_mean",
                                              "gradient_norm", "time",        "converged"};
  return names;
}

std::optional<Observed> observed_by(const Quantity& quantity) {
  const std::string& name = quantity.name;
  if (name == "loss") return Observed::loss;
  if (name == "loss_told") return Observed::loss_told;
  if (name == "|grad|" || name == "|grad|^2") return Observed::gradient;
  if (name == "|w|" || name == "|w|^2") return Observed::gram;
  if (name == "gamma" || name == "rho") return Observed::coefficients;
  if (name == "f") return Observed::outputs;
  if (name == "test_error") return Observed::test_error;
  if (name == "mode") return Observed::modes;
  if (name == "alignment") return Observed::alignment;
  if (name == "generated") return Observed::generated;
  if (std::ranges::find(column_names(), name) != column_names().end()) return Observed::columns;
  return observed_by_extension(name);
}

Observed observed_by(const InnerProduct& product) {
  return product.right.name == "w" ? Observed::gram : Observed::overlaps;
}

Array look_up(const Quantity& quantity, Place place, const Environment& environment) {
  if (quantity.indices.empty() && !quantity.step) {
    if (const auto known = environment.number(quantity.name)) return Array::of(*known);
    if (index_kind(quantity.name)) return values_of_index(quantity.name, environment);
  }
  if (const auto what = observed_by(quantity)) return observable(*what, quantity, place, environment);
  if (!quantity.indices.empty()) return fact(quantity, place, environment);
  throw FormulaError(place, "no such number in these settings", quantity.name,
                     "a name that the settings give a value");
}

Array look_up(const InnerProduct& product, Place place, const Environment& environment) {
  const Facts& facts = facts_of(environment, place, "<w,x>");
  const Observed what = observed_by(product);
  const Chosen left = neurons(product.left.indices, place, environment, facts);
  const Chosen right = what == Observed::gram ? neurons(product.right.indices, place, environment, facts)
                                              : patches(product.right, place, environment, facts);
  return gather(environment.table(what, product.step), left, right);
}

}  // namespace featdyn::verify
