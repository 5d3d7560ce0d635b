#include <fmt/format.h>

#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>

#include "numerics/files/atomic_file.hpp"
#include "numerics/refusal/memory.hpp"
#include "verify/certificate/job.hpp"
#include "verify/command/common.hpp"
#include "verify/ranges/range_certificate.hpp"
#include "verify/terminal/console.hpp"
#include "verify/terminal/progress_bar.hpp"
#include "verify/threads.hpp"

namespace featdyn::verify {
namespace {

nlohmann::ordered_json as_json(const std::vector<Check>& checks) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Check& item : checks)
    list.push_back({{"what", item.what}, {"verdict", name(item.verdict)}, {"detail", item.detail}});
  return {{"checks", list}};
}

std::string load(const std::filesystem::path& path) {
  if (!std::filesystem::is_regular_file(path))
    throw numerics::InputError(
        {path.string(), 1},
        fmt::format("cannot be read, read {}, allowed: a certificate of featdyn certify or verify",
                    std::filesystem::exists(path) ? "no regular file" : "no such file"));
  constexpr double copies = 3;  // the text, its numbers, and the problem made of them
  numerics::require_memory({path.string(), 1}, "the certificate", 1,
                           static_cast<double>(std::filesystem::file_size(path)) / sizeof(double), copies);
  return numerics::read_file(path);
}

struct CheckArguments {
  CommonOptions common;
  double hours = standard_hours;
};

/// The checks of a proof over ranges.
std::vector<Check> check_ranges(const std::string& text, const CheckArguments& options) {
  constexpr long steps = 1000;
  const RangeCertificate certificate = read_range_certificate(text, options.common.file.string());
  ProgressBar bar("check", steps, options.common.quiet);
  return check(certificate, [&](double share) { bar.update(std::lround(share * steps)); });
}

/// The checks of a run.
std::vector<Check> check_run(const std::string& text, const CheckArguments& options) {
  const CertificateFile file = read_certificate(text, options.common.file.string());
  ProgressBar bar("check", file.certificate.steps, options.common.quiet);
  return check_estimated(file, options.hours, options.common.quiet,
                         [&](long, long step) { bar.update(step); });
}

int execute(const CheckArguments& options) {
  if (const std::string fault = unsound_check(); !fault.empty()) {
    warn("{}", fault);
    return exit_code::undecided;
  }
  const CommonOptions& common = options.common;
  use_threads(common.threads);
  const std::string text = load(common.file);
  const std::vector<Check> checks =
      is_range_certificate(text) ? check_ranges(text, options) : check_run(text, options);
  std::vector<Verdict> verdicts;
  for (const Check& item : checks) verdicts.push_back(item.verdict);
  if (common.json)
    say("{}\n", as_json(checks).dump(2));
  else if (!common.quiet)
    for (const Check& item : checks) say("{:8} {:10} {}\n", item.what, name(item.verdict), item.detail);
  return exit_code_of(verdicts);
}

}  // namespace

Command check_command() {
  return {.name = "check",
          .meaning = "computes what a certificate says again in another arithmetic, and judges it",
          .footer = "Of a run (featdyn certify): " + meaning_of_exit_0() +
                    "\n\nOf a theorem proved over ranges (featdyn verify): " + meaning_of_range_check() +
                    "\n\nExit code 1: something does not follow; 2: the run leaves the finite numbers, or no "
                    "precision was enough; 3: FILE is no certificate, or its run is too much work.",
          .setup = [](OptionList& list) {
            const auto options = std::make_shared<CheckArguments>();
            list.push_back({.name = "FILE",
                            .target = &options->common.file,
                            .meaning = "certificate (featdyn certify writes one; featdyn verify, of a "
                                       "theorem with evidence = \"proved\")",
                            .required = true});
            add_options(list, options->common, use::threads | use::quiet | use::json);
            add_hours_option(list, options->hours);
            return [options] { return execute(*options); };
          }};
}

}  // namespace featdyn::verify
