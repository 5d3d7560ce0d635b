#include <algorithm>
#include <numeric>
#include <vector>

#include "numerics/linear/entrywise_sum.hpp"
#include "numerics/linear/instruction_set.hpp"

namespace featdyn::numerics {
namespace {

/// A matrix in parts of whole rows or of numbers, each for one thread.
constexpr Index part = 1 << 15;

/// The sum of sum_part(first, count) over parts that do not depend on the number of threads.
template <class Sum>
double sum_in_parts(Index count, const Sum& sum_part) {
  if (count <= part) return sum_part(Index{0}, count);
  std::vector<double> sums(static_cast<std::size_t>((count + part - 1) / part));
#pragma omp parallel for schedule(static) if (count > 2 * part)
  for (Index first = 0; first < count; first += part)
    sums[static_cast<std::size_t>(first / part)] = sum_part(first, std::min(part, count - first));
  return std::accumulate(sums.begin(), sums.end(), 0.0);
}

/// As an operand of a result of that size.
void set_operand(const Matrix<double>& x, const Size& size, Entries& operand) {
  operand.at = x.data();
  operand.down = x.rows() == 1 && size.rows != 1 ? 0 : x.cols();
  operand.across = x.size() == 1 || (x.cols() == 1 && size.columns != 1) ? 0 : 1;
}

/// Written in its place, as the loops read it.
void set_summand(const Term<double>& term, const Size& size, Summand& summand) {
  summand.factor = *term.factor;
  set_operand(*term.matrix, size, summand.x);
  if (term.times)
    set_operand(*term.times, size, summand.y);
  else
    summand.y.at = nullptr;
}

Summand from_row(Summand term, Index first) {
  term.x.at += first * term.x.down;
  if (term.y.at != nullptr) term.y.at += first * term.y.down;
  return term;
}

/// At once, or in parts of rows on all threads.
void combine_all(std::span<const Summand> terms, bool add, Matrix<double>& result) {
  const auto combine = kernels().combine;
  const Size whole{.rows = result.rows(), .columns = result.cols()};
  if (result.size() <= 2 * part) return combine(terms.data(), std::ssize(terms), add, whole, result.data());
  const Index height = std::max<Index>(1, part / whole.columns);
#pragma omp parallel for schedule(static)
  for (Index first = 0; first < whole.rows; first += height) {
    Summand own[most_summands];
    std::ranges::transform(terms, own, [&](const Summand& term) { return from_row(term, first); });
    combine(own, std::ssize(terms), add,
            {.rows = std::min(height, whole.rows - first), .columns = whole.columns},
            result.data() + first * whole.columns);
  }
}

double number(const Term<double>& term) {
  return *term.factor * (*term.matrix)(0, 0) * (term.times ? (*term.times)(0, 0) : 1);
}

}  // namespace

template <>
void hadamard<double>(const Matrix<double>& x, const Matrix<double>& y, Matrix<double>& result) {
  const Size size{.rows = result.rows(), .columns = result.cols()};
  Summand term;
  term.factor = 1;
  set_operand(x, size, term.x);
  set_operand(y, size, term.y);
  combine_all({&term, 1}, false, result);
}

template <>
void add_scaled<double>(const double& factor, const Matrix<double>& x, Matrix<double>& result) {
  const Size size{.rows = result.rows(), .columns = result.cols()};
  Summand term;
  set_summand({.factor = &factor, .matrix = &x}, size, term);
  combine_all({&term, 1}, true, result);
}

template <>
void combine<double>(std::span<const Term<double>> terms, Matrix<double>& result) {
  if (terms.empty()) return result.setZero(), void();
  if (result.size() == 1) {
    double sum = 0;
    for (const Term<double>& term : terms) sum += number(term);
    return result(0, 0) = sum, void();
  }
  const Size size{.rows = result.rows(), .columns = result.cols()};
  Summand summands[most_summands];
  for (std::size_t done = 0; done < terms.size(); done += most_summands) {
    const auto some = terms.subspan(done, std::min<std::size_t>(most_summands, terms.size() - done));
    for (std::size_t i = 0; i < some.size(); ++i) set_summand(some[i], size, summands[i]);
    combine_all({summands, some.size()}, done > 0, result);
  }
}

template <>
void sum_of_hadamards<double>(std::span<const Matrix<double>> x, std::span<const Matrix<double>> y,
                              Matrix<double>& result) {
  static constexpr double one = 1;
  std::vector<Term<double>> terms;
  terms.reserve(x.size());
  for (std::size_t j = 0; j < x.size(); ++j)
    terms.push_back({.factor = &one, .matrix = &x[j], .times = &y[x.size() - 1 - j]});
  combine<double>(terms, result);
}

template <>
void turn<double>(const Matrix<double>& x, Matrix<double>& result) {
  kernels().turn(x.data(), x.cols(), {.rows = x.rows(), .columns = x.cols()}, result.data(), result.cols());
}

template <>
double total<double>(const Matrix<double>& x) {
  return sum_in_parts(x.size(), [&](Index i, Index count) { return kernels().sum(x.data() + i, count); });
}

template <>
double total_product<double>(const Matrix<double>& x, const Matrix<double>& y) {
  return sum_in_parts(x.size(), [&](Index i, Index count) {
    return kernels().sum_products(x.data() + i, y.data() + i, count);
  });
}

}  // namespace featdyn::numerics
