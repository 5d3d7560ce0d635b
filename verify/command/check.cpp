#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "numerics/files/atomic_file.hpp"
#include "numerics/problem/memory.hpp"
#include "verify/certificate/job.hpp"
#include "verify/command/common.hpp"
#include "verify/console.hpp"
#include "verify/progress_bar.hpp"
#include "verify/threads.hpp"

namespace featdyn::verify {
namespace {

nlohmann::ordered_json as_json(const std::vector<Check>& checks) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Check& item : checks)
    list.push_back({{"what", item.what}, {"verdict", name(item.verdict)}, {"detail", item.detail}});
  return {{"checks", list}};
}

CertificateFile load(const std::filesystem::path& path) {
  if (!std::filesystem::is_regular_file(path))
    throw numerics::InputError({path.string(), 1},
                               "cannot be read, allowed: a certificate of featdyn certify");
  constexpr double copies = 3;  // the text, its numbers, and the problem made of them
  numerics::require_memory({path.string(), 1}, "the certificate", 1,
                           static_cast<double>(std::filesystem::file_size(path)) / sizeof(double), copies);
  return read_certificate(numerics::read_file(path), path.string());
}

struct Options {
  CommonOptions common;
  double hours = standard_hours;
};

std::vector<Check> check_showing(const CertificateFile& file, const Options& options) {
  ProgressBar bar("check", file.certificate.steps, options.common.quiet);
  return check_estimated(file, options.hours, options.common.quiet,
                         [&](long, long step) { bar.update(step); });
}

int execute(const Options& options) {
  if (const std::string fault = unsound_check(); !fault.empty()) {
    warn("{}", fault);
    return exit_code::undecided;
  }
  const CommonOptions& common = options.common;
  use_threads(common.threads);
  const CertificateFile file = load(common.file);
  const std::vector<Check> checks = check_showing(file, options);
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
          .meaning = "computes a certificate's run again in another arithmetic and judges what it says",
          .footer = meaning_of_exit_0() +
                    " Exit code 1: something does not follow; 2: the run leaves the finite numbers, or no "
                    "precision was enough; 3: FILE is no certificate, or its run is too much work.",
          .setup = [](OptionList& list) {
            const auto options = std::make_shared<Options>();
            list.push_back({.name = "FILE",
                            .target = &options->common.file,
                            .meaning = "certificate (featdyn certify writes one)",
                            .required = true});
            add_options(list, options->common, use::threads | use::quiet | use::json);
            add_hours_option(list, options->hours);
            return [options] { return execute(*options); };
          }};
}

}  // namespace featdyn::verify
