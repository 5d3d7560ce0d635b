#include <fmt/format.h>
#include <omp.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "numerics/enclosure/rounding_check.hpp"
#include "numerics/files/atomic_file.hpp"
#include "numerics/scalar/interval.hpp"
#include "verify/certificate/certificate.hpp"
#include "verify/command/common.hpp"
#include "verify/progress_bar.hpp"

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
  return read_certificate(numerics::read_file(path), path.string());
}

int execute(const CommonOptions& options) {
  if (const auto fault = numerics::rounding_fault<numerics::Interval>()) {
    fmt::print(stderr, "featdyn: the arithmetic of proofs (MPFI) is not sound on this machine: {}\n", *fault);
    return exit_code::undecided;
  }
  if (options.threads) omp_set_num_threads(*options.threads);
  const CertificateFile file = load(options.file);
  std::vector<Check> checks;
  {
    ProgressBar bar("check", file.certificate.steps, options.quiet);
    checks = check(file, [&](long, long step) { bar.update(step); });
  }
  std::vector<Verdict> verdicts;
  for (const Check& item : checks) verdicts.push_back(item.verdict);
  if (options.json)
    fmt::print("{}\n", as_json(checks).dump(2));
  else if (!options.quiet)
    for (const Check& item : checks)
      fmt::print("{:8} {:10} {}\n", item.what, name(item.verdict), item.detail);
  return exit_code_of(verdicts);
}

}  // namespace

Command check_command() {
  return {.name = "check",
          .meaning = "computes a certificate's run again in another arithmetic and judges what it says",
          .setup = [](CLI::App& app) {
            const auto options = std::make_shared<CommonOptions>();
            app.add_option("FILE", options->file, "certificate (featdyn certify writes one)")->required();
            add_options(app, *options);
            return [options] { return execute(*options); };
          }};
}

}  // namespace featdyn::verify
