#include "verify/theorem/certified/enclosed_environment.hpp"

#include <fmt/format.h>

#include <numeric>

#include "numerics/scalar/ball_functions.hpp"
#include "numerics/training/overlap_sizes.hpp"
#include "verify/theorem/value/evaluate.hpp"
#include "verify/theorem/value/lookup.hpp"

namespace featdyn::verify {
namespace {

using namespace formula;

Along<Ball> exact(const Array& array) {
  return {.axes = array.axes, .values = {array.values.begin(), array.values.end()}};
}

NotEnclosed in_doubles(const std::string& name) {
  return NotEnclosed(name + " is known in doubles alone");
}

}  // namespace

EnclosedEnvironment::EnclosedEnvironment(const numerics::Settings& settings, const Environment& seen)
    : settings_(settings), numbers_(settings_), places_(seen) {
  if (!seen.facts) return;
  facts_ = *seen.facts;
  std::iota(facts_.patch_norms.begin(), facts_.patch_norms.end(), 0.0);
  places_.facts = &facts_;
}

void EnclosedEnvironment::set_run(const numerics::Problem& problem, EnclosedRun run) {
  problem_ = problem;
  run_ = std::move(run);
  norms_ = enclosed_norms(problem);
}

const EnclosedState& EnclosedEnvironment::state(long step) const {
  const auto found = run_.states.find(step);
  if (found == run_.states.end()) throw NotEnclosed(fmt::format("step {} is not enclosed", step));
  return found->second;
}

const EnclosedState& EnclosedEnvironment::rest() const {
  if (!run_.rest) throw NotEnclosed("no symmetric stationary point is proved to exist where training ends");
  return *run_.rest;
}

Along<Ball> EnclosedEnvironment::index(const std::string& name) const {
  return exact(values_of_index(name, places_));
}

Along<Ball> EnclosedEnvironment::fact(const Quantity& quantity, Place place) const {
  if (quantity.name == "lambda") throw in_doubles(quantity.name);
  const Array found = look_up(quantity, place, places_);
  if (!quantity.name.starts_with("|")) return exact(found);
  return mapped(exact(found),
                [&](const Ball& at) { return norms_.at(static_cast<std::size_t>(static_cast<double>(at))); });
}

template <class Named>
Along<Ball> EnclosedEnvironment::chosen(const Named& named, Place place,
                                        const numerics::Matrix<Ball>& table) const {
  Table2 places{.columns = table.cols(),
                .values = std::vector<double>(static_cast<std::size_t>(table.size()))};
  std::iota(places.values.begin(), places.values.end(), 0.0);
  Environment environment = places_;
  environment.table = [&](Observed, const Expression&) -> const Table2& { return places; };
  const Array at = look_up(named, place, environment);
  Along<Ball> result{.axes = at.axes, .values = {}};
  for (const double place_of_entry : at.values)
    result.values.push_back(table.data()[std::lround(place_of_entry)]);
  return result;
}

Along<Ball> EnclosedEnvironment::overlaps(const InnerProduct& product, Place place,
                                          const EnclosedState& state) const {
  return chosen(product, place, observed_by(product) == Observed::gram ? state.G : state.A);
}

Along<Ball> EnclosedEnvironment::observable(const Quantity& quantity, Place place,
                                            const EnclosedState& state) const {
  const std::string& name = quantity.name;
  switch (observed_by(quantity).value_or(Observed::extension)) {
    case Observed::loss:
      return Along<Ball>::of(state.loss);
    case Observed::gradient:
      return Along<Ball>::of(name == "|grad|" ? state.gradient_norm
                                              : state.gradient_norm * state.gradient_norm);
    case Observed::gram: {
      Quantity square = quantity;
      square.name = "|w|^2";
      const auto squares = chosen(square, place, state.G);
      return name == "|w|" ? mapped(squares, [](const Ball& x) { return numerics::root_of_square(x); })
                           : squares;
    }
    case Observed::outputs: {
      const auto outputs = enclosed_outputs(*problem_, state);
      numerics::Matrix<Ball> table(static_cast<numerics::Index>(outputs.size()), 1);
      std::ranges::copy(outputs, table.data());
      return chosen(quantity, place, table);
    }
    case Observed::columns:
      return Along<Ball>::of(column(name, state));
    default:
      throw in_doubles(name);
  }
}

Ball EnclosedEnvironment::column(const std::string& name, const EnclosedState& state) const {
  const auto [signal, noise] =
      numerics::overlap_sizes(numerics::select_overlaps(*problem_), state.A, numerics::largest);
  if (name == "signal_max") return signal.largest;
  if (name == "signal_mean") return signal.mean();
  if (name == "noise_max" && noise.count > 0) return noise.largest;
  if (name == "noise_mean" && noise.count > 0) return noise.mean();
  if (name == "ratio" && noise.count > 0) return signal.mean() / noise.mean();
  if (name == "weight_norm_sq_mean") return state.G.diagonal().sum() / Ball(state.G.rows());
  if (name == "gradient_norm") return state.gradient_norm;
  throw in_doubles(name);
}

}  // namespace featdyn::verify
