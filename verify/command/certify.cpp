#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <memory>
#include <nlohmann/json.hpp>

#include "numerics/files/atomic_file.hpp"
#include "verify/certificate/job.hpp"
#include "verify/command/common.hpp"
#include "verify/output/output_file.hpp"
#include "verify/terminal/console.hpp"
#include "verify/terminal/progress_bar.hpp"
#include "verify/threads.hpp"

namespace featdyn::verify {
namespace {

struct CertifyArguments {
  CommonOptions common;
  std::string width;
  std::optional<long> steps;
  double hours = standard_hours;
};

void print(const Certificate& certificate, const std::filesystem::path& file) {
  say("certified: {} overlaps after {} steps, each within {}, with {} digits of Arb\n  in {}\n",
      certificate.lower.size() * certificate.lower.front().size(), certificate.steps, certificate.width,
      certificate.working_digits, file.string());
}

std::filesystem::path file_of(const CommonOptions& common) {
  return common.out.empty() ? std::filesystem::path(common.file.stem().string() + "-certificate.json")
                            : common.out;
}

/// Whether a file begins as certificates do.
bool is_certificate(const std::filesystem::path& file) {
  std::string start(200, '\0');
  std::ifstream stream(file, std::ios::binary);
  stream.read(start.data(), static_cast<std::streamsize>(start.size()));
  return start.find("\"featdyn-certificate-") != start.npos;
}

bool are_equal(const numerics::Problem& a, const numerics::Problem& b) {
  const auto entries = [](const auto& x) { return std::vector(x.data(), x.data() + x.size()); };
  return settings_toml(a.settings) == settings_toml(b.settings) && a.data.labels == b.data.labels &&
         entries(a.data.patches) == entries(b.data.patches) && entries(a.weights) == entries(b.weights);
}

/// What a file is that stands where the certificate of this run is to be.
Earlier judge(const std::filesystem::path& file, const numerics::Problem& problem, long steps,
              const std::string& width) {
  if (!is_certificate(file)) return Earlier::foreign;
  try {
    const Certificate earlier = read_certificate(numerics::read_file(file), file.string()).certificate;
    return earlier.steps == steps && earlier.width == width && are_equal(earlier.problem, problem)
               ? Earlier::same_settings
               : Earlier::other_settings;
  } catch (const std::exception&) {
    return Earlier::other_settings;
  }
}

int execute(const CertifyArguments& options) {
  if (const std::string fault = unsound_certify(); !fault.empty()) {
    warn("{}", fault);
    return exit_code::undecided;
  }
  const CommonOptions& common = options.common;
  use_threads(common.threads);
  const CertifyJob job = certify_job(load_settings(common), options.width, options.steps);
  Effort effort("certify", options.hours, common.quiet);
  const numerics::Problem problem = make_estimated(job, effort);
  std::vector<std::filesystem::path> inputs = files_named_by(problem.settings);
  inputs.push_back(common.file);
  OutputFile output(
      file_of(common), inputs,
      [&](const std::filesystem::path& file) { return judge(file, problem, job.steps, job.width); },
      common.overwrite);
  ProgressBar bar("certify", job.steps, common.quiet);
  const auto certificate = certify(problem, job.steps, job.width, [&](long digits, long step) {
    effort.follow(digits, step, job.steps);
    bar.update(step);
  });
  if (!certificate) {
    warn("{}", no_enclosure_text(job.width));
    return exit_code::undecided;
  }
  const std::string text = certificate_text(*certificate);
  output.write(text);
  if (common.json)
    say("{}", text);
  else if (!common.quiet)
    print(*certificate, file_of(common));
  return exit_code::done;
}

}  // namespace

Command certify_command() {
  return {.name = "certify",
          .meaning = "a rigorous enclosure of the exact discrete run, as a certificate that can be checked",
          .setup = [](OptionList& list) {
            const auto options = std::make_shared<CertifyArguments>();
            add_common_options(list, options->common, use::all & ~use::plots);
            option(list, "--out").meaning = "the certificate (default: <FILE's stem>-certificate.json)";
            option(list, "--out").value = "FILE";
            list.push_back({.name = "--width",
                            .target = &options->width,
                            .meaning = "every overlap's enclosure is narrower than this; required",
                            .value = "W",
                            .required = true});
            list.push_back({.name = "--steps",
                            .target = &options->steps,
                            .meaning = "how many steps (default: training.steps)",
                            .value = "K",
                            .range = {{0, std::numeric_limits<long>::max()}}});
            add_hours_option(list, options->hours);
            return [options] { return execute(*options); };
          }};
}

}  // namespace featdyn::verify
