#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "verify/command/common.hpp"
#include "verify/finding/verdict.hpp"
#include "verify/run/summary.hpp"
#include "verify/terminal/console.hpp"

namespace featdyn::verify {
namespace {

struct CiteArguments {
  CommonOptions common;
  std::string format = "text";
};

std::string as_text() {
  return fmt::format(
      "This program\n"
      "  The featdyn authors (2026). featdyn {}: a symbolic-numeric theory checker for feature learning.\n"
      "The paper whose claims it was made for\n"
      "  A. Han, W. Huang, Y. Cao, D. Zou (2025). On the Feature Learning in Diffusion Models.\n"
      "  International Conference on Learning Representations, arXiv:2412.01021.\n",
      program_version());
}

std::string as_bibtex() {
  return fmt::format(
      "@software{{featdyn,\n"
      "  author  = {{{{The featdyn authors}}}},\n"
      "  title   = {{featdyn: a symbolic-numeric theory checker for feature learning}},\n"
      "  version = {{{}}},\n"
      "  year    = {{2026}}\n"
      "}}\n"
      "@inproceedings{{han2025feature,\n"
      "  author    = {{Han, Andi and Huang, Wei and Cao, Yuan and Zou, Difan}},\n"
      "  title     = {{On the Feature Learning in Diffusion Models}},\n"
      "  booktitle = {{International Conference on Learning Representations}},\n"
      "  note      = {{arXiv:2412.01021}},\n"
      "  year      = {{2025}}\n"
      "}}\n",
      program_version());
}

int execute(const CiteArguments& options) {
  const nlohmann::ordered_json document{
      {"version", program_version()}, {"text", as_text()}, {"bibtex", as_bibtex()}};
  if (options.common.json)
    say("{}\n", document.dump(2));
  else
    say("{}", options.format == "bibtex" ? as_bibtex() : as_text());
  return exit_code::done;
}

}  // namespace

Command cite_command() {
  return {.name = "cite",
          .meaning = "how to cite this program and the paper that it checks, as text or BibTeX",
          .setup = [](OptionList& list) {
            const auto options = std::make_shared<CiteArguments>();
            list.push_back({.name = "--format",
                            .target = &options->format,
                            .meaning = "text or bibtex",
                            .value = "F",
                            .among = {"text", "bibtex"}});
            add_options(list, options->common, use::json);
            return [options] { return execute(*options); };
          }};
}

}  // namespace featdyn::verify
