#include "verify/extension/templates.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "numerics/refusal/input_error.hpp"
#include "numerics/settings/suggestion.hpp"

namespace featdyn::verify {
namespace {

const char* const activation = R"piece(// network.activation = "@NAME@"
#include "numerics/activation/differentiated.hpp"

using namespace featdyn::numerics;

/// sigma(z) = z / (1 + e^-z), written once, with tanh for it cannot overflow; its derivatives follow from it,
/// its expectations over the noise by quadrature (network.quadrature_nodes), whose error is in summary.json.
Activation @NAME@_activation() {
  return {.name = "@NAME@",
          .formula = "z/(1 + exp(-z))",  // featdyn derive
          .latex = "\\frac{z}{1 + e^{-z}}",
          .jet = differentiated([](const auto& z) { return z * (1 + tanh(z / 2)) / 2; })};
}
)piece";

const char* const loss = R"(// network.loss = "@NAME@", of a classifier
#include "numerics/activation/differentiated.hpp"

using namespace featdyn::numerics;

/// l(z) = 1 / (1 + e^z)^2 of the margin z = y f(x): bounded, so that wrong labels cost little.
Loss @NAME@_loss() {
  return {.name = "@NAME@",
          .formula = "1/(1 + exp(z))^2",  // featdyn derive
          .latex = "\\frac{1}{(1 + e^z)^2}",
          .jet = differentiated([](const auto& z) {
            const auto wrong = (1 - tanh(z / 2)) / 2;
            return wrong * wrong;
          })};
}
)";

const char* const data =
    R"(// data.model = "@NAME@": patch 1 of a sample is its label times one signal, patch 2 Gaussian noise.
#include "numerics/data/data_extension.hpp"
#include "numerics/data/dataset.hpp"
#include "numerics/data/random.hpp"

using namespace featdyn::numerics;

namespace {

/// n samples of two patches in R^d, one after the other. The same seed must make the same data.
Dataset make(const DataValues& data) {
  const long n = data.count("samples"), d = data.count("dimension");
  Matrix<double> patches = zero_patches(data, 2 * n, d);
  std::vector<int> labels;
  for (long i = 0; i < n; ++i) {
    labels.push_back(i % 2 == 0 ? 1 : -1);
    patches(2 * i, 0) = labels.back() * data.real("signal_norm");
    fill_normal_row(data.seed, "noise", static_cast<std::uint64_t>(i), &patches(2 * i + 1, 0),
                    static_cast<std::size_t>(d));
  }
  return sample_major(patches, 2, labels);
}

}  // namespace

DataModel @NAME@_data() {
  using enum DataKey::Kind;  // count, real, nonnegative, positive, unit, file
  return {.name = "@NAME@",
          .meaning = "one signal that carries the label as its sign",
          .keys = {{.name = "dimension", .kind = count, .meaning = "d", .standard = "1000"},
                   {.name = "samples", .kind = count, .meaning = "n", .standard = "30"},
                   {.name = "signal_norm", .kind = positive, .meaning = "|mu|", .standard = "5"}},
          .make = &make};
}
)";

const char* const observable = R"(// @NAME@[r](k) in theorem files: featdyn theorem FILE, featdyn verify FILE
#include "verify/theorem/file/observable_extension.hpp"

using namespace featdyn::verify;
using featdyn::numerics::Matrix;

namespace {

/// Of A (neurons x patches, signals first), G (neurons x neurons) and K (patches x patches): the largest |overlap|
/// of each neuron.
ObservedValues values(const Matrix<double>& A, const Matrix<double>&, const Matrix<double>&) {
  ObservedValues result{.shape = {A.rows()}, .values = {}};
  for (long r = 0; r < A.rows(); ++r) result.values.push_back(A.row(r).cwiseAbs().maxCoeff());
  return result;
}

}  // namespace

ObservableExtension @NAME@_observable() {
  return {.name = "@NAME@",
          .indices = {featdyn::formula::IndexKind::neuron},
          .version = "1",  // change it with the function
          .values = &values};
}
)";

const char* const figure = R"(// featdyn figures @NAME@
#include "paper-figs/figure/overlap_panels.hpp"

using namespace featdyn::figures;

namespace {

/// Overlaps against step at two widths, mean and range over seeds; the caption's numbers come from the data.
Plan plan(const Request& request) {
  std::vector<OverlapPart> parts;
  for (const std::string width : {"10", "40"})
    parts.push_back({.table = "width-" + width,  // of @NAME@-width-10.csv
                     .title = "m = " + width,
                     .settings = request.setting("figure-2-low", {"network.width=" + width})});
  return overlap_plan(request, parts, 2, [parts](const Data& data) {
    return "The denoiser at two widths. Signal / noise at the last step, " + ends_of(data, parts) + ".";
  });
}

}  // namespace

FigureSpec @NAME@_figure() {
  return {.name = "@NAME@", .title = "Overlaps at two widths", .plan = &plan};
}
)";

}  // namespace

const char* const project_cmake =
    R"(# featdyn with pieces of your own: featdyn new KIND NAME adds one. Build with
#   cmake -B build && cmake --build build
# and -DCMAKE_PREFIX_PATH=DIR where featdyn is installed in a DIR whose bin is not on the PATH.
cmake_minimum_required(VERSION 3.25)
project(my-featdyn LANGUAGES CXX)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()
find_package(featdyn REQUIRED)
featdyn_program(featdyn main.cpp)
)";

const char* const project_main =
    R"(#include "own_version.hpp"  // written by CMake: changes with every source of this program
#include "paper-figs/program.hpp"

using namespace featdyn;

int main(int argc, char** argv) {
  return figures::run_featdyn(argc, argv, {.version = own_version, .pieces = {}});
}
)";

const std::vector<PieceKind>& piece_kinds() {
  static const std::vector<PieceKind> all{
      {"activation", "numerics::Activation", "an activation, network.activation = \"NAME\"", activation},
      {"loss", "numerics::Loss", "a loss of the margin, network.loss = \"NAME\"", loss},
      {"data", "numerics::DataModel", "a data model, data.model = \"NAME\"", data},
      {"observable", "verify::ObservableExtension", "an observable of theorem files, NAME[r](k)", observable},
      {"figure", "figures::FigureSpec", "a figure, featdyn figures NAME", figure}};
  return all;
}

const PieceKind& find_piece_kind(const std::string& name) {
  const auto found = std::ranges::find(piece_kinds(), name, &PieceKind::name);
  if (found != piece_kinds().end()) return *found;
  std::vector<std::string> known;
  for (const PieceKind& kind : piece_kinds()) known.emplace_back(kind.name);
  numerics::refuse_name({"new"}, "unknown kind of piece", name, known);
}

}  // namespace featdyn::verify
