#include <nlohmann/json.hpp>

#include "paper-figs/figures_command.hpp"
#include "verify/claims/judged.hpp"
#include "verify/command/parser.hpp"
#include "verify/command/theorems.hpp"
#include "verify/interruption.hpp"
#include "verify/output/output_folder.hpp"
#include "verify/report/report.hpp"
#include "verify/theorem/built_in.hpp"
#include "work.hpp"

namespace featdyn::python {
namespace {

/// What a check found, for reports.
struct Findings {
  verify::Report report;
  std::string json() const {
    verify::Report plain = report;
    plain.pictures.assign(plain.findings.size(), {});
    return verify::findings_json(plain).dump();
  }
  /// report.html, .json, .tex and pictures.
  void leave(const std::filesystem::path& directory, bool pictures, bool overwrite) {
    work(std::nullopt, [&] {
      verify::Intent intent{.directory = directory, .command = "verify"};
      intent.lineage = intent.key = intent.description = report.command;
      intent.names = {"report.html", "report.json", "report.tex"};
      for (const verify::Finding& finding : report.findings)
        for (const char* end : {".csv", ".svg", ".png", "-*.csv", "-*.svg", "-*.png"})
          intent.names.push_back(finding.claim + end);
      intent.overwrite = overwrite;
      verify::OutputFolder folder(intent);
      verify::Report drawn = report;
      std::string why;
      for (const verify::Finding& finding : drawn.findings)
        drawn.pictures.push_back(verify::draw_charts(folder.staged(), finding, pictures, why));
      verify::write_report(folder.staged(), drawn);
      folder.publish();
      return 0;
    });
  }
};

verify::RunStore store_at(const std::optional<std::filesystem::path>& file) {
  return file ? verify::RunStore::open(*file) : verify::RunStore::in_memory();
}

/// One claim of the program.
Findings verify_claim(const std::string& id, const BoundSettings& base, bool full,
                      const std::optional<std::filesystem::path>& store_file, std::optional<int> threads) {
  const verify::Claim& claim = verify::find_claim(id);
  const std::string scale = full ? "full" : "quick";
  return work(threads, [&] {
    verify::RunStore store = store_at(store_file);
    const verify::Study study{.base = base.settings,
                              .scale = full ? verify::Scale::full : verify::Scale::quick,
                              .store = store,
                              .quiet = true,
                              .options = " --scale " + scale};
    return Findings{{.findings = verify::judged(study, claim),
                     .pictures = {},
                     .base = base.settings,
                     .scale = scale,
                     .command = "featdyn verify " + id + " --scale " + scale}};
  });
}

/// A theorem: `text` as of a file, with settings that replace its domain where `base` is there.
Findings verify_theorem(const std::string& text, const std::string& name, const std::filesystem::path& folder,
                        const std::vector<std::string>& overrides, std::optional<long> seed,
                        const std::optional<std::filesystem::path>& config, bool full,
                        const std::optional<std::filesystem::path>& store_file, std::optional<int> threads) {
  numerics::Document asked = numerics::Document::from_text("", "--set", {});
  for (const std::string& assignment : overrides)
    if (assignment.starts_with("claims.")) asked.set(assignment);
  verify::Preparation preparation{.overrides = overrides, .seed = seed};
  if (config) preparation.config = *config;
  const verify::Prepared prepared = verify::prepared(
      verify::read_theorem({.text = text, .file = name, .folder = folder}, asked), preparation);
  return work(threads, [&] {
    verify::RunStore store = store_at(store_file);
    const std::string scale = full ? "full" : "quick";
    const verify::TheoremOrder order{.word = name,
                                     .preparation = preparation,
                                     .options = " --scale " + scale,
                                     .full = full,
                                     .quiet = true};
    return Findings{{.findings = verify::findings_of(order, prepared, store),
                     .pictures = {},
                     .base = numerics::read_settings(prepared.theorem.runs.front().settings),
                     .scale = scale,
                     .command = "featdyn verify " + name + " --scale " + scale}};
  });
}

/// Checks that a theorem's text makes sense; its id.
std::string read_theorem(const std::string& text, const std::string& name,
                         const std::filesystem::path& folder) {
  return verify::read_theorem({.text = text, .file = name, .folder = folder}).id;
}

/// The words of a command of the program that has no other door.
int figures(const std::vector<std::string>& words) {
  const verify::Command command = figures::figures_command();
  const verify::ParsedCommand parsed = verify::parse(command, words);
  if (!parsed.error.empty()) throw numerics::InputError({"figures"}, parsed.error);
  return work(std::nullopt, [&] { return parsed.action(); });
}

}  // namespace

void bind_verify(py::module_& module) {
  verify::leave_signals_alone();
  py::class_<Findings>(module, "Findings").def("json", &Findings::json).def("leave", &Findings::leave);
  module.def("verify_claim", &verify_claim);
  module.def("verify_theorem", &verify_theorem);
  module.def("read_theorem", &read_theorem);
  module.def("find_theorem", [](const std::string& word) {
    const verify::TheoremText found = verify::find_theorem(word);
    return py::make_tuple(found.text, found.file, found.folder);
  });
  module.def("claims", [] {
    py::list list;
    for (const verify::Claim& claim : verify::claims())
      list.append(py::make_tuple(claim.id, claim.statement));
    return list;
  });
  module.def("figures", &figures);
}

}  // namespace featdyn::python
