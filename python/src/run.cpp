#include <limits>
#include <nlohmann/json.hpp>

#include "numerics/problem/problem.hpp"
#include "theory/rational.hpp"
#include "verify/compare/compare_files.hpp"
#include "verify/compare/compare_methods.hpp"
#include "verify/draw/look.hpp"
#include "verify/run/effect.hpp"
#include "verify/run/memory_run.hpp"
#include "verify/run/run_directory.hpp"
#include "verify/run/run_folder.hpp"
#include "verify/run/run_summary.hpp"
#include "verify/run/summary.hpp"
#include "work.hpp"

namespace featdyn::python {
namespace {

using Records = std::vector<numerics::Record<double>>;
constexpr double none = std::numeric_limits<double>::quiet_NaN();

template <class Get>
py::array_t<double> column(const Records& records, Get get) {
  std::vector<double> values;
  values.reserve(records.size());
  for (const auto& record : records) values.push_back(get(record));
  return array(std::move(values), {static_cast<py::ssize_t>(records.size())});
}

/// The columns of trajectory.csv.
py::dict columns(const Records& records) {
  py::dict all;
  py::array_t<long> steps(static_cast<py::ssize_t>(records.size()));
  for (std::size_t k = 0; k < records.size(); ++k) steps.mutable_data()[k] = records[k].step;
  all["step"] = steps;
  all["time"] = column(records, [](const auto& now) { return now.time; });
  all["loss"] = column(records, [](const auto& now) { return now.loss; });
  all["signal_max"] = column(records, [](const auto& now) { return now.signal_max; });
  all["signal_mean"] = column(records, [](const auto& now) { return now.signal_mean; });
  all["noise_max"] = column(records, [](const auto& now) { return now.noise_max.value_or(none); });
  all["noise_mean"] = column(records, [](const auto& now) { return now.noise_mean.value_or(none); });
  all["ratio"] = column(records, [](const auto& now) { return now.ratio.value_or(none); });
  all["weight_norm_sq_mean"] = column(records, [](const auto& now) { return now.weight_norm_sq_mean; });
  all["gradient_norm"] = column(records, [](const auto& now) { return now.gradient_norm; });
  py::array_t<long> converged(static_cast<py::ssize_t>(records.size()));
  for (std::size_t k = 0; k < records.size(); ++k) converged.mutable_data()[k] = records[k].converged ? 1 : 0;
  all["converged"] = converged;
  if (!records.empty() && records[0].loss_told)
    all["loss_told"] = column(records, [](const auto& now) { return now.loss_told.value_or(none); });
  if (!records.empty() && records[0].test_error)
    all["test_error"] = column(records, [](const auto& now) { return now.test_error.value_or(none); });
  return all;
}

py::ssize_t size(numerics::Index count) {
  return static_cast<py::ssize_t>(count);
}

py::dict shown(const numerics::Problem& problem, verify::MemoryRun run, const std::string& summary) {
  py::dict all;
  const auto records = static_cast<py::ssize_t>(run.records.size());
  const auto neurons = size(problem.settings.neurons()), patches = size(verify::shown_patches(problem));
  all["columns"] = columns(run.records);
  all["A"] = array(std::move(run.A), {records, neurons, patches});
  all["G"] = array(std::move(run.G), {records, neurons, neurons});
  py::list signal, noise;
  const auto hidden = problem.data.info.size() - static_cast<std::size_t>(patches);  // -mu, beside mu
  for (std::size_t p = 0; p < problem.data.info.size(); ++p)
    if ((p != 1 || hidden == 0) && !problem.data.info[p].is_multiple)
      (problem.data.info[p].is_signal ? signal : noise).append(p < 1 ? p : p - hidden);
  all["signal"] = signal;
  all["noise"] = noise;
  all["status"] = verify::name(run.result.outcome.status);
  all["summary"] = summary;
  return all;
}

verify::RunOptions options_of(const BoundSettings& bound, const std::string& method, int digits,
                              const py::dict& more) {
  verify::RunOptions options{
      .method = method, .digits = std::max(digits, numerics::double_digits), .quiet = true};
  const auto text = [&](const char* name) -> std::optional<std::string> {
    return more.contains(name) && !more[name].is_none() ? std::optional(more[name].cast<std::string>())
                                                        : std::nullopt;
  };
  options.flow = {.integrator = text("integrator"), .tolerance = text("tolerance")};
  if (const auto limit = text("ratio_limit"))
    options.stages.ratio_limit = theory::rational_from_decimal(*limit);
  if (digits < 1 || digits > numerics::largest_digits)
    throw numerics::InputError({"--digits"}, "read " + std::to_string(digits) + ", allowed: 1 to " +
                                                 std::to_string(numerics::largest_digits));
  verify::require_method(method, bound.settings, options.digits);
  verify::plan_flow(options.flow, bound.settings, options.digits);
  verify::require_effect(options);
  return options;
}

/// In a folder: what `featdyn run` leaves there.
struct Folder {
  std::optional<std::filesystem::path> path;
  bool overwrite, pictures, arrays;
  std::string style;
};

std::pair<verify::MemoryRun, std::string> train(const numerics::Problem& problem, verify::RunOptions options,
                                                const Folder& folder) {
  if (!folder.path) {
    options.files = false;
    verify::MemoryRun run = verify::run_in_memory(problem, options);
    std::string summary = verify::run_summary(problem, options, run.result).dump();
    return {std::move(run), std::move(summary)};
  }
  verify::wanted_style() = folder.style;
  options.directory = *folder.path;
  options.arrays = folder.arrays;
  verify::Intent intent =
      verify::intent_of_run(options, problem.settings, problem.settings.document.file(), folder.pictures);
  intent.overwrite = folder.overwrite;
  verify::OutputFolder output(intent);
  output.discard_parts();
  verify::begin_in_folder(problem, options, output);
  verify::MemoryRun run = verify::run_in_memory(problem, options);
  std::string summary = verify::leave_in_folder(problem, options, run.result, output).dump();
  std::string why;
  if (folder.pictures) verify::draw_in_folder(problem, options, output, why);
  return {std::move(run), std::move(summary)};
}

py::dict run(const BoundSettings& bound, const std::string& method, int digits, std::optional<int> threads,
             const py::object& progress, const py::dict& more) {
  verify::RunOptions options = options_of(bound, method, digits, more);
  Progress telling(progress);
  const long total = bound.settings.training.steps;
  if (telling.is_wanted()) options.progress = [&](long step) { telling.tell(step, total); };
  const Folder folder{.path = more["out"].cast<std::optional<std::filesystem::path>>(),
                      .overwrite = more["overwrite"].cast<bool>(),
                      .pictures = more["plots"].cast<bool>(),
                      .arrays = more["arrays"].cast<bool>(),
                      .style = more["style"].cast<std::string>()};
  std::optional<numerics::Problem> problem;
  auto [trained, summary] = work(threads, [&] {
    const auto vectors =
        folder.path ? numerics::Vectors::needed : verify::vectors_for(method, options.digits);
    problem = numerics::make_problem(bound.settings, vectors);
    return train(*problem, options, folder);
  });
  return shown(*problem, std::move(trained), summary);
}

/// What a run stands on: n x P x d, n, neurons x d, N x N, N, n x N.
py::dict inputs(const BoundSettings& bound) {
  std::optional<numerics::Problem> problem;
  std::optional<numerics::InitialState<double>> start;
  work(std::nullopt, [&] {
    problem = numerics::make_problem(bound.settings);
    start = numerics::initial_state<double>(*problem);
    return 0;
  });
  const numerics::Dataset& data = problem->data;
  std::vector<double> patches;
  for (numerics::Index i = 0; i < data.sample_patches.size(); ++i) {
    const auto row = data.patches.row(data.sample_patches.data()[i]);
    patches.insert(patches.end(), row.data(), row.data() + row.size());
  }
  py::dict all;
  all["X"] = array(std::move(patches),
                   {size(data.samples()), size(data.sample_patches.cols()), size(data.dimension())});
  all["y"] =
      array(std::vector<double>(data.labels.begin(), data.labels.end()), {size(std::ssize(data.labels))});
  all["W0"] = array(problem->weights);
  all["K"] = array(start->K);
  const numerics::Matrix<double> weights = numerics::patch_weights<double>(data);
  all["c"] =
      array(std::vector<double>(weights.data(), weights.data() + weights.size()), {size(weights.size())});
  all["incidence"] = array(data.incidence());
  if (problem->settings.objective == theory::Objective::classification &&
      !problem->settings.has_several_outputs()) {
    const numerics::Matrix<double> signs = numerics::second_layer_signs<double>(problem->settings);
    all["signs"] =
        array(std::vector<double>(signs.data(), signs.data() + signs.size()), {size(signs.size())});
  }
  return all;
}

/// The inner products alone: N x N, N.
py::dict products(const BoundSettings& bound) {
  std::optional<numerics::InitialState<double>> start;
  work(std::nullopt, [&] {
    start =
        numerics::initial_state<double>(numerics::make_problem(bound.settings, numerics::Vectors::unneeded));
    return 0;
  });
  py::dict all;
  all["K"] = array(start->K);
  return all;
}

py::dict compare(const BoundSettings& bound, std::vector<std::string> methods, int digits,
                 std::optional<int> threads) {
  numerics::Settings settings = bound.settings;
  settings.training.until.reset();  // methods are compared at the same steps
  if (methods.empty()) methods = verify::compared_methods(settings);
  verify::require_comparable(methods, settings, digits);
  std::optional<numerics::Problem> problem;
  const verify::Comparison comparison = work(threads, [&] {
    problem = numerics::make_problem(settings);
    return verify::compare(*problem, methods, digits, true);
  });
  py::dict all, runs;
  for (const verify::RunSeries& series : comparison.runs)
    runs[series.method.c_str()] = columns(series.records);
  all["runs"] = runs;
  all["csv"] = verify::comparison_csv(comparison);
  all["json"] = verify::comparison_json(*problem, comparison).dump();
  return all;
}

}  // namespace

void bind_run(py::module_& module) {
  module.def("run", &run);
  module.def("inputs", &inputs);
  module.def("products", &products);
  module.def("compare", &compare);
  module.def("methods", [] {
    py::list list;
    for (const verify::MethodInfo& method : verify::methods())
      list.append(py::make_tuple(method.name, method.meaning));
    return list;
  });
}

}  // namespace featdyn::python
