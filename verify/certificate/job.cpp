#include "verify/certificate/job.hpp"

#include "numerics/enclosure/rounding_check.hpp"
#include "numerics/scalar/arb_number.hpp"
#include "numerics/scalar/interval.hpp"
#include "verify/run/methods.hpp"

namespace featdyn::verify {
namespace {

template <class R>
std::string unsound_arithmetic(const std::string& arithmetic) {
  const auto fault = numerics::rounding_fault<R>();
  return fault ? "the arithmetic of proofs (" + arithmetic + ") is not sound on this machine: " + *fault : "";
}

}  // namespace

CertifyJob certify_job(numerics::Settings settings, const std::string& width, std::optional<long> steps) {
  const std::string narrow = width_text(width, {"--width"});
  require_polynomial(settings, "certify");
  require_one_network(settings, "featdyn certify");
  require_certifiable(settings);
  const long count = steps.value_or(settings.training.steps);
  require_steps(settings, count, {"--steps"});
  return {.settings = std::move(settings), .width = narrow, .steps = count};
}

numerics::Problem make_estimated(const CertifyJob& job, Effort& effort) {
  const auto look_at = [&](const Sizes& sizes) {
    require_memory_for_certificate(job.settings, sizes);
    effort.expect(expected_seconds<numerics::Ball>(job.settings, sizes, job.width, job.steps));
  };
  const auto known = sizes_of_settings(job.settings);
  if (known) look_at(*known);
  numerics::Problem problem = numerics::make_problem(job.settings);
  if (!known) look_at(sizes_of(problem.data));
  return problem;
}

std::string no_enclosure_text(const std::string& width) {
  return "no enclosure narrower than " + width +
         ": the run leaves the finite numbers, or no precision is enough";
}

std::vector<Check> check_estimated(const CertificateFile& file, double hours, bool quiet,
                                   const StepProgress& progress) {
  const Certificate& said = file.certificate;
  const numerics::Problem& problem = said.problem;
  Effort effort("check", hours, quiet);
  effort.expect(
      expected_seconds<numerics::Interval>(problem.settings, sizes_of(problem.data), said.width, said.steps));
  return check(file, [&](long digits, long step) {
    effort.follow(digits, step, said.steps);
    progress(digits, step);
  });
}

std::string unsound_certify() {
  return unsound_arithmetic<numerics::Ball>("Arb");
}
std::string unsound_check() {
  return unsound_arithmetic<numerics::Interval>("MPFI");
}

}  // namespace featdyn::verify
