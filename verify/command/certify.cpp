#include <fmt/format.h>
#include <omp.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "numerics/enclosure/rounding_check.hpp"
#include "numerics/files/atomic_file.hpp"
#include "numerics/scalar/arb_number.hpp"
#include "verify/certificate/certificate.hpp"
#include "verify/certificate/effort.hpp"
#include "verify/command/common.hpp"
#include "verify/progress_bar.hpp"
#include "verify/run/methods.hpp"

namespace featdyn::verify {
namespace {

struct Options {
  CommonOptions common;
  std::string width;
  std::optional<long> steps;
  double hours = 24;
};

void print(const Certificate& certificate, const std::filesystem::path& file) {
  fmt::print("certified: {} overlaps after {} steps, each within {}, with {} digits of Arb\n  in {}\n",
             certificate.lower.size() * certificate.lower.front().size(), certificate.steps,
             certificate.width, certificate.working_digits, file.string());
}

/// What of the command line is known before any work.
struct Job {
  numerics::Settings settings;
  std::string width;
  long steps;
};

Job prepare(const Options& options) {
  const CommonOptions& common = options.common;
  const std::string width = width_text(options.width, {"--width", 1});
  numerics::Settings settings = load_settings(common);
  require_polynomial(settings, "certify");
  require_certifiable(settings);
  const long steps = options.steps.value_or(settings.training.steps);
  require_steps(settings, steps, {"--steps", 1});
  return {.settings = std::move(settings), .width = width, .steps = steps};
}

/// The data and weights of the job, whose size and work are looked at before they are made wherever the
/// settings say enough.
numerics::Problem make_estimated(const Job& job, Effort& effort) {
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

int execute(const Options& options) {
  if (const auto fault = numerics::rounding_fault<numerics::Ball>()) {
    fmt::print(stderr, "featdyn: the arithmetic of proofs (Arb) is not sound on this machine: {}\n", *fault);
    return exit_code::undecided;
  }
  const CommonOptions& common = options.common;
  if (common.threads) omp_set_num_threads(*common.threads);
  const Job job = prepare(options);
  Effort effort("certify", options.hours, common.quiet);
  const numerics::Problem problem = make_estimated(job, effort);
  ProgressBar bar("certify", job.steps, common.quiet);
  const auto certificate = certify(problem, job.steps, job.width, [&](long digits, long step) {
    effort.follow(digits, step, job.steps);
    bar.update(step);
  });
  if (!certificate) {
    fmt::print(stderr,
               "featdyn: no enclosure narrower than {}: the run leaves the finite numbers, or no precision "
               "is enough\n",
               job.width);
    return exit_code::undecided;
  }
  const std::filesystem::path file =
      common.out.empty() ? std::filesystem::path(common.file.stem().string() + "-certificate.json")
                         : common.out;
  const std::string text = certificate_text(*certificate);
  numerics::write_file(file, text);
  if (common.json)
    fmt::print("{}", text);
  else if (!common.quiet)
    print(*certificate, file);
  return exit_code::done;
}

}  // namespace

Command certify_command() {
  return {.name = "certify",
          .meaning = "a rigorous enclosure of the exact discrete run, as a certificate that can be checked",
          .setup = [](CLI::App& app) {
            const auto options = std::make_shared<Options>();
            add_common_options(app, options->common);
            app.add_option("--width", options->width, "every overlap's enclosure is narrower than this")
                ->required();
            app.add_option("--steps", options->steps, "how many steps (default: training.steps)")
                ->check(CLI::NonNegativeNumber);
            app.add_option("--hours", options->hours, "refuse what is expected to take longer")
                ->check(CLI::PositiveNumber)
                ->capture_default_str();
            return [options] { return execute(*options); };
          }};
}

}  // namespace featdyn::verify
