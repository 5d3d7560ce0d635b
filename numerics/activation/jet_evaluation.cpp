// The machine that runs a jet_program().
#include <boost/container/small_vector.hpp>

#include "numerics/activation/formula_jet.hpp"
#include "numerics/activation/jet_program.hpp"

namespace featdyn::numerics {
namespace {

using Kind = JetOperation::Kind;

template <class R>
TaylorJet<R> of_two(Kind kind, const TaylorJet<R>& f, const TaylorJet<R>& g) {
  using enum JetOperation::Kind;
  switch (kind) {
    case sum:
      return f + g;
    case difference:
      return f - g;
    case product:
      return f * g;
    case quotient:
      return f * reciprocal(g);
    default:
      return extreme(f, g, kind == largest);
  }
}

template <class R>
TaylorJet<R> of_one(const JetOperation& what, const TaylorJet<R>& u) {
  const R x = static_cast<R>(what.number);
  switch (what.kind) {
    case Kind::shift:
      return TaylorJet<R>(std::array<R, 4>{u[0] + x, u[1], u[2], u[3]});
    case Kind::scale:
      return TaylorJet<R>(std::array<R, 4>{x * u[0], x * u[1], x * u[2], x * u[3]});
    case Kind::power:
      return power(u, x);
    case Kind::rectified_power:
      return rectified_power(u, x);
    case Kind::log_beside_one:
      return log_beside_one(u);
    default:
      return apply(what.function, u);
  }
}

bool takes_two(Kind kind) {
  using enum JetOperation::Kind;
  return kind == sum || kind == difference || kind == product || kind == quotient || kind == largest ||
         kind == smallest;
}

}  // namespace

template <class R>
TaylorJet<R> evaluate(const JetProgram& all, R z) {
  boost::container::small_vector<TaylorJet<R>, 16> stack;
  for (const JetOperation& what : all) {
    if (what.kind == Kind::number) {
      stack.emplace_back(static_cast<R>(what.number));
    } else if (what.kind == Kind::variable) {
      stack.emplace_back(z, R(1));
    } else if (takes_two(what.kind)) {
      const TaylorJet<R> right = stack.back();
      stack.pop_back();
      stack.back() = of_two(what.kind, stack.back(), right);
    } else {
      stack.back() = of_one(what, stack.back());
    }
  }
  return stack.back();
}

template TaylorJet<double> evaluate(const JetProgram&, double);
template TaylorJet<long double> evaluate(const JetProgram&, long double);

}  // namespace featdyn::numerics
