#include <boost/test/unit_test.hpp>

#include "tests/refusal.hpp"
#include "tests/theorems.hpp"
#include "verify/theorem/file/observable_extension.hpp"
#include "verify/theorem/judge/inquiry.hpp"

using namespace featdyn;
using namespace featdyn::verify;
using featdyn::testing::contains;
using featdyn::testing::refusal;
using featdyn::testing::small_classifier;
using featdyn::testing::small_denoiser;
using featdyn::testing::theorem_of;
using featdyn::testing::verdict_of;
using formula::IndexKind;

namespace {

using Matrix = numerics::Matrix<double>;

ObservedValues table(const Matrix& matrix) {
  return {.shape = {matrix.rows(), matrix.cols()}, .values = {matrix.data(), matrix.data() + matrix.size()}};
}

/// The trace of G, |w_r|^2, the overlaps, and K.
void set_examples() {
  set_observable({.name = "trace",
                  .indices = {},
                  .version = "1",
                  .values = [](const Matrix&, const Matrix& G, const Matrix&) {
                    return ObservedValues{.shape = {}, .values = {G.trace()}};
                  }});
  set_observable({.name = "square",
                  .indices = {IndexKind::neuron},
                  .version = "1",
                  .values = [](const Matrix&, const Matrix& G, const Matrix&) {
                    const Eigen::VectorXd diagonal = G.diagonal();
                    return ObservedValues{.shape = {diagonal.size()},
                                          .values = {diagonal.data(), diagonal.data() + diagonal.size()}};
                  }});
  set_observable({.name = "overlap",
                  .indices = {IndexKind::neuron, IndexKind::patch},
                  .version = "1",
                  .values = [](const Matrix& A, const Matrix&, const Matrix&) { return table(A); }});
  set_observable({.name = "product",
                  .indices = {IndexKind::patch, IndexKind::patch},
                  .version = "1",
                  .values = [](const Matrix&, const Matrix&, const Matrix& K) { return table(K); }});
}

std::string mistake(ObservableExtension own) {
  return refusal([&] { set_observable(std::move(own)); });
}

struct Examples {
  Examples() { set_examples(); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(verify_observable_extension, Examples)

BOOST_AUTO_TEST_CASE(formulas_name_it_with_its_indices) {
  for (const char* statement : {"trace(end) = sum[r] |w[r]|^2(end) within 1e-7%",
                                "for all r: square[r](3) = |w[r]|^2(3) within 1e-7%",
                                "for all r, j, k <= 4: overlap[r,mu[j]](k) = <w[r],mu[j]>(k) within 1e-7%",
                                "for all r, i: overlap[r,xi[i]](end) = <w[r],xi[i]>(end) within 1e-7%",
                                "for all p: product[p,p](0) = |x[p]|^2 within 1e-7%"})
    BOOST_TEST_CONTEXT(statement) {
      BOOST_TEST(name(verdict_of(statement, small_denoiser)) == std::string("holds"));
      std::string turned = statement;
      turned.replace(turned.find(" within"), 0, " + 1/1000");
      BOOST_TEST(name(verdict_of(turned, small_denoiser)) == std::string("fails"));
    }
}

BOOST_AUTO_TEST_CASE(a_classifiers_neurons_carry_their_class) {
  BOOST_TEST(name(verdict_of("for all j, r: square[j,r](end) = |w[j,r]|^2(end) within 1e-7%",
                             small_classifier)) == std::string("holds"));
  BOOST_TEST(name(verdict_of("for all j, r: square[-j,r](end) = |w[j,r]|^2(end) within 1e-7%",
                             small_classifier)) == std::string("fails"));
}

BOOST_AUTO_TEST_CASE(another_shape_than_its_indices_is_refused) {
  set_observable(
      {.name = "shapeless",
       .indices = {IndexKind::neuron, IndexKind::patch},
       .version = "1",
       .values = [](const Matrix& A, const Matrix&, const Matrix&) { return table(A.transpose()); }});
  const std::string said =
      refusal([] { verdict_of("for all r, p: shapeless[r,p](end) >= 0", small_denoiser); });
  BOOST_CHECK_MESSAGE(contains(said, "shapeless(8 x 4)") && contains(said, "4 x 8"), said);
}

BOOST_AUTO_TEST_CASE(names_of_the_language_and_too_many_indices_are_refused) {
  for (const char* taken : {"loss", "d", "for", "k", "a b", "", "|w|", "max"}) {
    const std::string said = mistake({.name = taken, .indices = {}, .version = "", .values = {}});
    BOOST_CHECK_MESSAGE(contains(said, "'" + std::string(taken) + "'") && contains(said, "allowed"), said);
  }
  BOOST_TEST(contains(mistake({.name = "deep",
                               .indices = {IndexKind::patch, IndexKind::patch, IndexKind::patch},
                               .version = "",
                               .values = {}}),
                      "read 3 indices"));
}

BOOST_AUTO_TEST_CASE(what_is_measured_has_another_name_with_another_version) {
  const auto text = [] {
    RunStore store = RunStore::in_memory();
    const Theorem theorem =
        read_theorem({.text = theorem_of({"trace(end) <= 1"}), .file = "test.toml", .folder = {}});
    return Inquiry(theorem, {.store = store}).domain_runs().plans().begin()->second.text({});
  };
  const std::string first = text();
  auto own = *find_observable("trace");
  own.version = "2";
  set_observable(own);
  BOOST_TEST(text() != first);
  set_examples();
  BOOST_TEST(text() == first);
}

BOOST_AUTO_TEST_SUITE_END()
