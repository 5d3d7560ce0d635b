#include <nlohmann/json.hpp>

#include "module.hpp"
#include "numerics/enclosure/rounding_check.hpp"
#include "numerics/scalar/arb_number.hpp"
#include "numerics/scalar/interval.hpp"
#include "verify/certificate/certificate.hpp"
#include "verify/certificate/effort.hpp"
#include "verify/run/methods.hpp"
#include "work.hpp"

namespace featdyn::python {
namespace {

template <class R>
void require_sound(const char* arithmetic) {
  if (const auto fault = numerics::rounding_fault<R>())
    throw NumericalError(std::string("the arithmetic of proofs (") + arithmetic +
                         ") is not sound on this machine: " + *fault);
}

/// The text of the certificate's file.
std::string certify(const BoundSettings& bound, std::optional<long> steps, const std::string& width,
                    double hours, std::optional<int> threads, const py::object& progress) {
  require_sound<numerics::Ball>("Arb");
  const numerics::Settings& settings = bound.settings;
  const std::string narrow = verify::width_text(width, {"--width"});
  verify::require_polynomial(settings, "certify");
  verify::require_certifiable(settings);
  const long count = steps.value_or(settings.training.steps);
  verify::require_steps(settings, count, {"--steps"});
  Progress telling(progress);
  return work(threads, [&] {
    verify::Effort effort("certify", hours, true);
    const auto look_at = [&](const verify::Sizes& sizes) {
      verify::require_memory_for_certificate(settings, sizes);
      effort.expect(verify::expected_seconds<numerics::Ball>(settings, sizes, narrow, count));
    };
    const auto known = verify::sizes_of_settings(settings);
    if (known) look_at(*known);
    const numerics::Problem problem = numerics::make_problem(settings);
    if (!known) look_at(verify::sizes_of(problem.data));
    const auto certificate = verify::certify(problem, count, narrow, [&](long digits, long step) {
      numerics::stop_if_asked();
      effort.follow(digits, step, count);
      telling.tell(step, count);
    });
    if (!certificate)
      throw NumericalError("no enclosure narrower than " + narrow +
                           ": the run leaves the finite numbers, or no precision is enough");
    return verify::certificate_text(*certificate);
  });
}

/// (what, verdict, detail) of each thing that was checked.
py::list check(const std::string& text, const std::string& name, double hours, std::optional<int> threads) {
  require_sound<numerics::Interval>("MPFI");
  const std::vector<verify::Check> checks = work(threads, [&] {
    const verify::CertificateFile file = verify::read_certificate(text, name);
    const verify::Certificate& said = file.certificate;
    verify::Effort effort("check", hours, true);
    effort.expect(verify::expected_seconds<numerics::Interval>(
        said.problem.settings, verify::sizes_of(said.problem.data), said.width, said.steps));
    return verify::check(file, [&](long digits, long step) {
      numerics::stop_if_asked();
      effort.follow(digits, step, said.steps);
    });
  });
  py::list list;
  for (const verify::Check& item : checks)
    list.append(py::make_tuple(item.what, verify::name(item.verdict), item.detail));
  return list;
}

}  // namespace

void bind_certificates(py::module_& module) {
  module.def("certify", &certify);
  module.def("check", &check);
}

}  // namespace featdyn::python
