#include <fmt/format.h>
#include <omp.h>

#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>

#include "numerics/enclosure/rounding_check.hpp"
#include "numerics/files/atomic_file.hpp"
#include "numerics/scalar/arb_number.hpp"
#include "verify/certificate/certificate.hpp"
#include "verify/command/common.hpp"
#include "verify/progress_bar.hpp"
#include "verify/run/methods.hpp"

namespace featdyn::verify {
namespace {

struct Options {
  CommonOptions common;
  std::string width;
  std::optional<long> steps;
};

/// W as the decimal of a double, the form it has in JSON, rounded down.
std::string width_text(const std::string& given) {
  const auto refuse = [&] {
    return numerics::InputError({"--width", 1},
                                fmt::format("out of range, read {}, allowed: {}", given, allowed_widths()));
  };
  try {
    const theory::Rational width = theory::rational_from_decimal(given);
    if (!is_width(width)) throw refuse();
    double rounded = theory::to_real<double>(width);
    if (theory::rational_from_decimal(fmt::format("{}", rounded)) > width)
      rounded = std::nextafter(rounded, 0.0);
    return fmt::format("{}", rounded);
  } catch (const std::invalid_argument&) {
    throw refuse();
  }
}

void print(const Certificate& certificate, const std::filesystem::path& file) {
  fmt::print("certified: {} overlaps after {} steps, each within {}, with {} digits of Arb\n  in {}\n",
             certificate.lower.size() * certificate.lower.front().size(), certificate.steps,
             certificate.width, certificate.digits, file.string());
}

int execute(const Options& options) {
  if (const auto fault = numerics::rounding_fault<numerics::Ball>()) {
    fmt::print(stderr, "featdyn: the arithmetic of proofs (Arb) is not sound on this machine: {}\n", *fault);
    return exit_code::undecided;
  }
  const CommonOptions& common = options.common;
  const std::string width = width_text(options.width);
  const numerics::Settings settings = load_settings(common);
  require_polynomial(settings, "certify");
  const numerics::Problem problem = numerics::make_problem(settings);
  if (common.threads) omp_set_num_threads(*common.threads);
  const long steps = options.steps.value_or(problem.settings.training.steps);
  ProgressBar bar("certify", steps, common.quiet);
  const auto certificate = certify(problem, steps, width, [&](long, long step) { bar.update(step); });
  if (!certificate) {
    fmt::print(stderr,
               "featdyn: no enclosure narrower than {}: the run leaves the finite numbers, or no precision "
               "is enough\n",
               width);
    return exit_code::undecided;
  }
  const std::filesystem::path file =
      common.out.empty() ? std::filesystem::path(common.file.stem().string() + "-certificate.json")
                         : common.out;
  const std::string text = certificate_json(*certificate).dump(1) + "\n";
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
            return [options] { return execute(*options); };
          }};
}

}  // namespace featdyn::verify
