#include "verify/theorem/file/observable_extension.hpp"
#include "work.hpp"

namespace featdyn::python {
namespace {

using Values = py::array_t<double, py::array::c_style>;

py::array_t<double> read_only(const numerics::Matrix<double>& matrix) {
  py::array_t<double> result = array(matrix);
  result.attr("flags").attr("writeable") = false;
  return result;
}

verify::ObservedValues values_of(const py::object& function, const numerics::Matrix<double>& A,
                                 const numerics::Matrix<double>& G, const numerics::Matrix<double>& K) {
  const py::gil_scoped_acquire locked;
  return stopping_at_errors([&] {
    const auto seen = function(read_only(A), read_only(G), read_only(K)).cast<Values>();
    return verify::ObservedValues{.shape = {seen.shape(), seen.shape() + seen.ndim()},
                                  .values = {seen.data(), seen.data() + seen.size()}};
  });
}

/// `function` takes A, G and K and returns a float64 array; `indices` are such as "r", "p", "i".
void set_observable(const std::string& name, const std::vector<std::string>& indices,
                    const std::string& version, const py::object& function) {
  verify::ObservableExtension own{.name = name, .indices = {}, .version = version, .values = {}};
  for (const std::string& index : indices) {
    const auto kind = formula::index_kind(index);
    if (!kind)
      throw numerics::InputError({"indices"},
                                 "read '" + index +
                                     "', allowed: r or s for neurons, p patches, i samples, j classes, "
                                     "a modes");
    own.indices.push_back(*kind);
  }
  // whoever forgets it last may hold no lock
  const std::shared_ptr<py::object> kept(new py::object(function), [](py::object* last) {
    const py::gil_scoped_acquire locked;
    delete last;
  });
  own.values = [kept](const auto& A, const auto& G, const auto& K) { return values_of(*kept, A, G, K); };
  verify::set_observable(std::move(own));
}

}  // namespace

void bind_observables(py::module_& module) {
  module.def("set_observable", &set_observable);
  // the interpreter goes before the table of the library does
  py::module_::import("atexit").attr("register")(py::cpp_function([] {
    for (const auto& own : verify::observable_extensions()) {
      verify::ObservableExtension without = *own;
      without.values = nullptr;
      verify::set_observable(std::move(without));
    }
  }));
}

}  // namespace featdyn::python
