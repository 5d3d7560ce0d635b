#include <boost/test/unit_test.hpp>
#include <vector>

#include "numerics/program/evaluator.hpp"
#include "numerics/program/plan_passes.hpp"
#include "numerics/scalar/arb_number.hpp"
#include "tests/random_engine.hpp"

BOOST_AUTO_TEST_SUITE(numerics_plan_passes)

using namespace featdyn;
using numerics::BigReal;
using testing::Engine, testing::pick, testing::uniform;
using theory::Extent;

namespace {

/// Random formulas over A, G and c, whose values are read by none, one or several others.
class RandomProgram {
 public:
  explicit RandomProgram(long seed) : engine_(static_cast<unsigned long>(seed)) {
    nodes_ = {program_.state("A", {Extent::neurons, Extent::patches}),
              program_.state("G", {Extent::neurons, Extent::neurons}),
              program_.constant("c", {Extent::one, Extent::patches}),
              program_.ones({Extent::neurons, Extent::one})};
    for (int i = 0; i < 30; ++i) append();
    program_.output("A", last_of({Extent::neurons, Extent::patches}));
    program_.output("G", last_of({Extent::neurons, Extent::neurons}));
    for (int i = 0; i < 3; ++i)
      program_.output("value " + std::to_string(i), nodes_[static_cast<std::size_t>(any())]);
  }
  const theory::MatrixProgram& program() const { return program_; }

 private:
  long any() { return pick(engine_, 0, static_cast<long>(nodes_.size()) - 1); }
  theory::Matrix recent() {
    const long size = static_cast<long>(nodes_.size());
    return nodes_[static_cast<std::size_t>(pick(engine_, std::max(0L, size - 8), size - 1))];
  }
  theory::Matrix last_of(theory::Shape shape) const {
    return *std::find_if(nodes_.rbegin(), nodes_.rend(),
                         [&](theory::Matrix x) { return x.shape() == shape; });
  }
  theory::Polynomial factor() { return theory::Polynomial(theory::Rational(pick(engine_, -6, 6), 4)); }

  /// One more value; nothing where the operands drawn do not fit.
  void append() {
    const theory::Matrix x = recent(), y = recent();
    const theory::Shape a = x.shape(), b = y.shape();
    const auto repeats = [](Extent small, Extent whole) { return small == whole || small == Extent::one; };
    const bool fits = repeats(b.rows, a.rows) && repeats(b.columns, a.columns);
    switch (pick(engine_, 0, 8)) {
      case 0:
      case 1:
        if (fits) nodes_.push_back(factor() * x + factor() * y);
        return;
      case 2:
      case 3:
        if (fits) nodes_.push_back(theory::hadamard(x, y));
        return;
      case 4:
        if (a.columns == b.columns)
          nodes_.push_back(theory::Polynomial(theory::Rational(1, 4)) * theory::times_transposed(x, y));
        return;
      case 5:
        if (a.columns == b.rows) nodes_.push_back(theory::Polynomial(theory::Rational(1, 4)) * (x * y));
        return;
      case 6:
        if (a.rows == a.columns) nodes_.push_back(program_.mark_symmetric(x + theory::transpose(x)));
        return;
      case 7:
        if (a.rows == Extent::neurons) nodes_.push_back(theory::hadamard(x, factor() * nodes_[3]));
        return;
      default:
        if (a.rows == a.columns && a.rows != Extent::one)
          nodes_.push_back(x - theory::on_diagonal(theory::diagonal(x)));
    }
  }

  Engine engine_;
  theory::MatrixProgram program_;
  std::vector<theory::Matrix> nodes_;
};

template <class R>
numerics::Evaluator<R> compiled(const RandomProgram& random, numerics::Index m, numerics::Index N) {
  numerics::SymbolValues<R> values;
  values.fill(R(0));
  numerics::Evaluator<R> evaluator(random.program(), {.neurons = m, .patches = N, .samples = 2}, values);
  Engine engine(5);
  for (const char* name : {"A", "G", "c"}) {
    if (!evaluator.has_input(name)) continue;
    numerics::Matrix<R>& x = evaluator.input(name);
    for (numerics::Index i = 0; i < x.size(); ++i) x.data()[i] = R(uniform(engine));
  }
  return evaluator;
}

double size_of(const numerics::Matrix<double>& x) {
  return x.size() > 0 ? x.cwiseAbs().maxCoeff() : 0;
}

}  // namespace

BOOST_AUTO_TEST_CASE(folded_programs_say_what_the_plain_ones_say_in_long_numbers) {
  const numerics::PrecisionScope scope(128);
  long compared = 0;
  for (long seed = 0; seed < 300; ++seed) {
    const RandomProgram random(seed);
    const numerics::Index m = 1 + seed % 5, N = 1 + seed % 7;
    auto folded = compiled<double>(random, m, N);
    auto plain = compiled<BigReal>(random, m, N);
    for (int step = 0; step < 2; ++step) {  // the second from what the first has left
      folded.run();
      plain.run();
      double largest = 1;
      for (const auto& [name, node] : random.program().outputs())
        largest = std::max(largest, size_of(plain.output(name).template cast<double>()));
      for (const auto& [name, node] : random.program().outputs()) {
        const numerics::Matrix<double> expected = plain.output(name).template cast<double>();
        const double apart = size_of(folded.output(name) - expected);
        BOOST_TEST(apart <= 1e-11 * largest, "program " << seed << ", " << name << ": " << apart);
        ++compared;
      }
      if (!(std::max(size_of(folded.output("A")), size_of(folded.output("G"))) <= 4)) break;
      folded.move_states();
      plain.move_states();
    }
  }
  BOOST_TEST(compared > 1000);
}

BOOST_AUTO_TEST_SUITE_END()
