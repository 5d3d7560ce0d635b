#include <map>
#include <nlohmann/json.hpp>

#include "numerics/files/atomic_file.hpp"
#include "paper-figs/figure/figures_command.hpp"
#include "verify/command/parser.hpp"
#include "verify/command/verify_choice.hpp"
#include "verify/draw/look.hpp"
#include "verify/output/output_folder.hpp"
#include "verify/report/report.hpp"
#include "verify/report/theorem_pictures.hpp"
#include "verify/terminal/interruption.hpp"
#include "verify/theorem/file/built_in.hpp"
#include "verify/theorem/run/remote_runs.hpp"
#include "workers.hpp"

namespace featdyn::python {
namespace {

/// What a check found, for reports; `text` of a theorem that stands in no file.
struct Findings {
  verify::Report report;
  std::string text = {};
  std::vector<verify::NamedCertificate> certificates = {};  ///< of a proof over ranges
  std::optional<verify::Prepared> drawn = {};               ///< of a theorem with a [figure]

  std::string json() const {
    verify::Report plain = report;
    plain.pictures.assign(plain.findings.size(), {});
    return verify::findings_json(plain).dump();
  }
  std::string file() const { return report.findings.front().claim + ".toml"; }

  verify::Intent intent(const std::filesystem::path& directory, bool overwrite) const {
    verify::Intent intent{.directory = directory, .command = "verify", .key = report.command, .names = {}};
    intent.lineage = intent.description = report.command;
    intent.names = {"report.html", "report.json", "report.tex", file()};
    for (const verify::Finding& finding : report.findings)
      for (const char* end : {".csv", ".svg", ".png", ".pdf", "-*.csv", "-*.svg", "-*.png", "-*.pdf"})
        intent.names.push_back(finding.claim + end);
    for (const std::string& name : verify::proof_files(report.findings.front().claim))
      intent.names.push_back(name);
    intent.overwrite = overwrite;
    return intent;
  }

  std::vector<verify::Picture> figures_in(const std::filesystem::path& folder, bool wanted) const {
    verify::RunStore rows = verify::RunStore::in_memory();
    std::string why;
    return verify::draw_theorem_figures(drawn->theorem, {.store = rows, .fixed = drawn->fixed},
                                        folder / (drawn->theorem.id + "-figure"), wanted, why);
  }

  /// report.html, .json, .tex and pictures, and the theorem's file.
  void leave(const std::filesystem::path& directory, bool pictures, bool overwrite,
             const std::string& style) const {
    work(std::nullopt, [&] {
      verify::wanted_style() = style;
      verify::OutputFolder folder(intent(directory, overwrite));
      verify::Report whole = report;
      whole.pictures.resize(whole.findings.size());
      if (drawn) whole.pictures.front() = figures_in(folder.staged(), pictures);
      verify::write_report(folder.staged(), whole);
      for (const verify::NamedCertificate& certificate : certificates)
        numerics::write_file(folder.staged() / certificate.name, certificate.text);
      if (!text.empty()) numerics::write_file(folder.staged() / file(), text);
      folder.publish();
      return 0;
    });
  }
};

/// How it is judged, beside the theorem.
struct Judging {
  std::vector<std::string> overrides;
  std::optional<long> seed;
  std::optional<std::string> settings;  ///< the text of a settings file, in place of the theorem's domain
  bool full = false, attack = false;

  verify::VerifyOptions options(const std::string& word) const {
    verify::VerifyOptions options;
    options.claims = {word};
    options.scale = full ? "full" : "quick";
    options.attack = attack;
    options.common.overrides = overrides;
    options.common.seed = seed;
    options.common.quiet = true;
    return options;
  }
  void prepare(verify::Preparation& preparation) const {
    if (settings) preparation.settings = numerics::Document::from_text(*settings, "settings", {});
  }
  /// Of a theorem that is given by its text.
  verify::TheoremOrder order(const std::string& name) const {
    verify::TheoremOrder order{.word = name,
                               .preparation = {.overrides = overrides, .seed = seed},
                               .options = verify::repeating_options(options(name)),
                               .searches_long = attack,
                               .scale = verify::theorem_scale(full),
                               .quiet = true};
    prepare(order.preparation);
    return order;
  }
};

verify::Prepared prepared_text(const verify::TheoremText& text, const verify::Preparation& preparation) {
  return verify::prepared(verify::read_theorem(text, verify::asked_constants(preparation)), preparation);
}

Findings judged(const verify::TheoremOrder& order, const verify::Prepared& prepared,
                verify::RunStore& store) {
  Findings found{{.findings = {},
                  .pictures = {},
                  .base = numerics::read_settings(prepared.theorem.runs.front().settings),
                  .scale = order.scale == verify::TheoremScale::full ? "full" : "quick",
                  .command = "featdyn verify " + order.word + order.options}};
  if (!prepared.theorem.figures.empty()) found.drawn = prepared;
  if (prepared.theorem.evidence == "proved") {
    verify::ProvedTheorem proof = verify::proof_of(order, prepared);
    found.report.findings = {std::move(proof.finding)};
    found.certificates = std::move(proof.certificates);
  } else {
    found.report.findings = verify::findings_of(order, prepared, store);
  }
  return found;
}

/// Who trains, and what is remembered.
struct Workplace {
  std::optional<std::filesystem::path> store;
  std::optional<int> threads;
  py::object distribute, progress;

  template <class Judge>
  auto in(Judge judge) const {
    Progress telling(progress);
    const verify::GridWorkers workers = workers_of(distribute, telling);
    return work(threads, [&] {
      verify::RunStore rows = store ? verify::RunStore::open(*store) : verify::RunStore::in_memory();
      return judge(rows, workers);
    });
  }
};

/// The theorems that an id or the beginning of ids names.
std::vector<std::string> ids_of(const std::string& word, const Judging& judging) {
  std::vector<std::string> ids;
  for (const verify::TheoremOrder& order : verify::theorem_orders(judging.options(word)))
    ids.push_back(order.word);
  return ids;
}

/// What `featdyn verify ID` judges.
Findings verify_id(const std::string& id, const Judging& judging, const Workplace& workplace) {
  verify::TheoremOrder order = verify::theorem_orders(judging.options(id)).front();
  judging.prepare(order.preparation);
  const verify::Prepared prepared = verify::read_prepared(order);
  verify::require_domain(prepared);
  return workplace.in([&](verify::RunStore& store, const verify::GridWorkers& workers) {
    order.workers = workers;
    return judged(order, prepared, store);
  });
}

/// A theorem by its text, as of a file of that name in that folder.
Findings verify_text(const verify::TheoremText& text, const Judging& judging, const Workplace& workplace) {
  verify::TheoremOrder order = judging.order(text.file);
  const verify::Prepared prepared = prepared_text(text, order.preparation);
  verify::require_domain(prepared);
  return workplace.in([&](verify::RunStore& store, const verify::GridWorkers& workers) {
    order.workers = workers;
    Findings findings = judged(order, prepared, store);
    findings.text = text.text;
    return findings;
  });
}

/// The theorems that this process trains for; `token` names one judgement of one of them.
std::shared_ptr<const verify::RemoteRuns> remote_runs(const std::string& token,
                                                      const verify::TheoremText& text,
                                                      const Judging& judging) {
  static std::mutex guard;
  static std::map<std::string, std::shared_ptr<const verify::RemoteRuns>> known;
  const std::lock_guard lock(guard);
  if (!known.contains(token)) {
    if (known.size() >= 4) known.clear();
    known[token] =
        std::make_shared<const verify::RemoteRuns>(prepared_text(text, judging.order(text.file).preparation));
  }
  return known[token];
}

/// One run of a theorem in a process that trains for another one.
std::pair<std::string, std::vector<double>> measure_theorem_run(
    const std::string& token, const verify::TheoremText& text, const Judging& judging,
    const std::string& recipe, const BoundSettings& bound, const std::string& key) {
  const verify::Row row =
      work(1, [&] { return remote_runs(token, text, judging)->measure(recipe, bound.settings, key); });
  return {row.status, row.values};
}

/// Checks that a theorem's text makes sense; its id and the names of its constants.
std::pair<std::string, std::vector<std::string>> read_theorem(const std::string& text,
                                                              const std::string& name,
                                                              const std::filesystem::path& folder) {
  const verify::Theorem theorem = verify::read_theorem({.text = text, .file = name, .folder = folder});
  std::vector<std::string> constants;
  for (const verify::TheoremConstant& constant : theorem.constants) constants.push_back(constant.name);
  return {theorem.id, constants};
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
  py::class_<verify::TheoremText>(module, "TheoremText")
      .def(
          py::init([](const std::string& text, const std::string& file, const std::filesystem::path& folder) {
            return verify::TheoremText{.text = text, .file = file, .folder = folder};
          }));
  py::class_<Judging>(module, "Judging")
      .def(py::init([](const std::vector<std::string>& overrides, std::optional<long> seed,
                       const std::optional<std::string>& settings, bool full, bool attack) {
             return Judging{
                 .overrides = overrides, .seed = seed, .settings = settings, .full = full, .attack = attack};
           }),
           py::arg("overrides"), py::arg("seed"), py::arg("settings"), py::arg("full"),
           py::arg("attack") = false);
  py::class_<Workplace>(module, "Workplace")
      .def(py::init([](const std::optional<std::filesystem::path>& store, std::optional<int> threads,
                       const py::object& distribute, const py::object& progress) {
        return Workplace{.store = store, .threads = threads, .distribute = distribute, .progress = progress};
      }));
  module.def("theorem_ids", &ids_of);
  module.def("verify_id", &verify_id);
  module.def("verify_text", &verify_text);
  module.def("measure_theorem", &measure_theorem_run);
  module.def("read_theorem", &read_theorem);
  module.def("find_theorem", [](const std::string& word) {
    const verify::TheoremText found = verify::find_theorem(word);
    return py::make_tuple(found.text, found.file, found.folder);
  });
  module.def("claims", [] {
    py::list list;
    for (const std::string& id : verify::all_theorems())
      list.append(py::make_tuple(id, verify::read_theorem(verify::find_theorem(id)).title));
    return list;
  });
  module.def("figures", &figures);
  module.def("is_asked_to_stop", &numerics::is_asked_to_stop);
}

}  // namespace featdyn::python
