#pragma once

#include <algorithm>
#include <memory>
#include <vector>

#include "numerics/methods/network.hpp"
#include "numerics/training/rounding_growth.hpp"
#include "verify/run/checkpoint.hpp"
#include "verify/run/column_errors.hpp"
#include "verify/run/watched_parts.hpp"

namespace featdyn::verify {

/// The growth of rounding (numerics/training/rounding_growth.hpp) in every part of a method, twice with other
/// errors, and what it makes of the columns of a record: of both the larger.
template <class M>
class WatchedGrowth {
  using R = typename M::Real;
  using Part = typename WatchedParts<M>::Part;
  using Parts = std::vector<numerics::PartOfMethod<Part>>;
  using Growth = numerics::RoundingGrowth;

 public:
  WatchedGrowth(M& method, const numerics::Problem& problem, numerics::Selection selection)
      : parts_(WatchedParts<M>::of(method, problem)), selection_(std::move(selection)) {
    for (std::uint64_t stream = 1; stream <= streams; ++stream)
      for (std::size_t i = 0; i < parts_.size(); ++i) add(parts_[i], streams * i + stream);
  }

  /// The state before each step, from the first on.
  void follow() {
    for (std::size_t part = 0; part < parts_.size(); ++part) {
      const auto now = parts_[part].method->named_state();
      for (std::size_t i = part; i < growths_.size(); i += parts_.size())
        growths_[i]->template follow<R>(now);
    }
  }
  /// Errors of this state alone, whatever was before.
  void shake() {
    for (std::size_t part = 0; part < parts_.size(); ++part) {
      const auto now = parts_[part].method->named_state();
      for (std::size_t i = part; i < growths_.size(); i += parts_.size()) growths_[i]->template shake<R>(now);
    }
  }
  /// The largest part of the weights that an error has reached so far, in units of one rounding.
  double largest_part() const {
    double largest = 0;
    for (const auto& growth : growths_) {
      const double part = growth->largest_part();
      if (!(part <= largest)) largest = part;
    }
    return largest;
  }
  /// What has become of each column, in units of one rounding; gradient_norm: of its square.
  numerics::Record<double> rounding(const numerics::Record<double>& now) {
    std::optional<numerics::Record<double>> result;
    for (std::size_t first = 0; first < growths_.size(); first += parts_.size()) {
      const auto all = rounding_by(first, now);
      result = result ? larger(*result, all) : all;
    }
    Growth::Values own{};
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      const auto [loss, square] = growths_[i]->own_rounding();
      own.loss += loss;
      own.gradient_square += square;
    }
    const double unit = std::numeric_limits<double>::epsilon();
    result->loss = std::max(result->loss, own.loss / unit);
    result->gradient_norm = std::max(result->gradient_norm, own.gradient_square / unit);
    return *result;
  }

  /// For checkpoints, and back; `place` is moved behind what was read.
  void remember(std::vector<std::string>& memory) {
    for (const auto& growth : growths_)
      for (const auto* matrix : growth->memory()) memory.push_back(pack(*matrix));
  }
  void restore(const std::vector<std::string>& memory, std::size_t& place) {
    for (const auto& growth : growths_) {
      for (auto* matrix : growth->memory()) *matrix = unpack<double>(memory.at(place++));
      growth->repeat();
    }
  }

 private:
  static constexpr std::uint64_t streams = 2;

  void add(const numerics::PartOfMethod<Part>& part, std::uint64_t stream) {
    const numerics::Problem& problem = *part.problem;
    const bool in_space = std::is_same_v<Part, numerics::Network<R>>;
    const Growth::Manner manner{
        .length = in_space ? problem.data.dimension() : problem.data.count() + problem.settings.neurons(),
        .from_start = std::is_same_v<Part, numerics::Decomposition<R>>,
        .stream = stream};
    growths_.push_back(std::make_unique<Growth>(problem, part.method->constants(),
                                                numerics::names_of(part.method->named_state()), manner));
  }

  /// By the growths of all parts from growths_[first] on.
  numerics::Record<double> rounding_by(std::size_t first, const numerics::Record<double>& now) {
    StateErrors errors{};
    numerics::Matrix<double> A;
    double largest = 0;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      Growth& growth = *growths_[first + i];
      const double unit = growth.magnification();
      const auto value = value_of(parts_[i], now);
      const numerics::Matrix<double> A_here = parts_[i].method->overlaps().template cast<double>(),
                                     G_here = parts_[i].method->gram().template cast<double>();
      errors.loss += (growth.evaluation().loss - value.loss) * unit;
      errors.gradient_square += (growth.evaluation().gradient_square - value.gradient_square) * unit;
      place_below(A, A_here);
      place_below(errors.A, (growth.overlaps() - A_here) * unit);
      place_below(errors.G, (growth.gram() - G_here) * unit);
      largest = std::max(largest, unit);
    }
    // smaller ones are lost in x + delta e
    return sum(column_errors(selection_, now, A, errors), 0x1p-53 * largest, squared(now));
  }
  /// A part's own loss and gradient, or those of the record where it is the only one.
  static Growth::Values value_of(const numerics::PartOfMethod<Part>& part,
                                 const numerics::Record<double>& now) {
    if (part.value == nullptr)
      return {.loss = now.loss, .gradient_square = now.gradient_norm * now.gradient_norm};
    const auto loss = static_cast<double>(part.value->loss),
               gradient = static_cast<double>(part.value->gradient_norm);
    return {.loss = loss, .gradient_square = gradient * gradient};
  }
  static void place_below(numerics::Matrix<double>& all, const numerics::Matrix<double>& more) {
    all.conservativeResize(all.rows() + more.rows(), more.cols());
    all.bottomRows(more.rows()) = more;
  }

  Parts parts_;
  numerics::Selection selection_;
  /// Of all parts with one stream of errors, then with the next.
  std::vector<std::unique_ptr<Growth>> growths_;
};

}  // namespace featdyn::verify
