set(sources finding/verdict.cpp points/branching.cpp run/methods.cpp run/run_directory.cpp run/checkpoint.cpp
  run/directory_lock.cpp run/run.cpp run/run_reason.cpp run/digits_left.cpp run/column_errors.cpp run/trajectory_file.cpp
  run/loss_estimate.cpp run/summary.cpp progress_bar.cpp interruption.cpp draw/plot.cpp run/curves.cpp
  command/templates.cpp compare/series.cpp compare/rounding.cpp compare/compare.cpp compare/compare_files.cpp
  compare/monte_carlo_check.cpp points/branches.cpp compare/flow_check.cpp grid/measurement.cpp grid/run_store.cpp
  grid/grid.cpp finding/finding.cpp finding/statistics.cpp experiment/trainer.cpp experiment/study.cpp
  claims/claim.cpp experiment/points.cpp experiment/early_growth.cpp experiment/condition.cpp experiment/converged.cpp
  experiment/branch_law.cpp claims/stationary.cpp experiment/at_rest.cpp ablation/assumptions.cpp claims/sense.cpp
  claims/saturation.cpp claims/saturation_ends.cpp claims/growth.cpp claims/ratio.cpp claims/times.cpp
  certificate/decimal_grid.cpp certificate/certificate.cpp certificate/certificate_file.cpp
  certificate/read_certificate.cpp certificate/check.cpp certificate/provenance.cpp certificate/strict_json.cpp
  certificate/exact_float.cpp certificate/effort.cpp command/common.cpp command/decimal_integers.cpp command/run.cpp
  command/compare.cpp command/derive.cpp command/certify.cpp command/check.cpp command/stationary.cpp
  command/sweep.cpp command/init.cpp command/list.cpp command/new.cpp extension/templates.cpp extension/project.cpp
  grid/run_key.cpp grid/grid_scheduler.cpp sweep/sweep.cpp sweep/end_values.cpp grid/mpi_workers.cpp
  grid/no_mpi_workers.cpp grid/mpi_launch.cpp sweep/sweep_table.cpp sweep/sweep_lines.cpp sweep/sweep_map.cpp
  sweep/sweep_plot.cpp experiment/fresh_data.cpp experiment/classifier_run.cpp claims/regime.cpp
  experiment/regime_runs.cpp claims/regime_times.cpp claims/high_snr.cpp claims/low_snr.cpp claims/contrast.cpp
  claims/switch_rate.cpp claims/switch_outcome.cpp experiment/confirm.cpp claims/attack.cpp command/verify.cpp
  report/mathematics.cpp report/numbers.cpp report/markup.cpp report/page.cpp report/tex.cpp report/json.cpp
  report/charts.cpp report/report.cpp report/findings_json.cpp report/findings_tex.cpp report/findings_html.cpp
  report/findings_table.cpp sha256.cpp ablation/judge.cpp ablation/answer.cpp ablation/ablation_text.cpp
  ablation/ablation_json.cpp ablation/ablation_html.cpp ablation/ablation_tex.cpp command/theorems.cpp
  theorem/formula_source.cpp theorem/theorem_reader.cpp theorem/theorem_runs.cpp theorem/theorem_definitions.cpp
  theorem/theorem_domain.cpp theorem/theorem_figures.cpp theorem/theorem_sense.cpp theorem/theorem_file.cpp
  theorem/built_in.cpp theorem/show_theorem.cpp theorem/show_theorem_latex.cpp theorem/theorem_template.cpp
  command/theorem.cpp theorem/answer.cpp theorem/array_value.cpp theorem/bench.cpp theorem/conclusion.cpp
  theorem/confirmation.cpp theorem/cost.cpp theorem/crossing.cpp theorem/domain.cpp theorem/enlarge.cpp
  theorem/evaluate.cpp theorem/exponents.cpp theorem/facts.cpp theorem/gathering.cpp theorem/impostors.cpp
  theorem/inquiry.cpp theorem/judge.cpp theorem/judge_theorem.cpp theorem/law.cpp theorem/lookup.cpp
  theorem/observation.cpp theorem/parameters.cpp theorem/passing.cpp theorem/plan.cpp theorem/point_numbers.cpp
  theorem/preparation.cpp theorem/probability.cpp theorem/reading.cpp theorem/record.cpp theorem/relation.cpp
  theorem/search.cpp theorem/sentence.cpp theorem/settle.cpp theorem/solve.cpp theorem/stated.cpp theorem/trials.cpp
  theorem/window.cpp console.cpp threads.cpp draw/csv.cpp draw/drawable.cpp draw/gnuplot.cpp draw/gnuplot_text.cpp
  draw/picture_file.cpp draw/plot_script.cpp run/disk_space.cpp command/command_line.cpp command/parser.cpp)
set(headers finding/verdict.hpp points/branching.hpp run/methods.hpp run/run_directory.hpp run/checkpoint.hpp
  run/directory_lock.hpp run/run.hpp run/run_reason.hpp run/digits_left.hpp run/column_errors.hpp run/flow_twin.hpp run/rounding_watch.hpp
  run/trajectory_file.hpp run/loss_estimate.hpp run/run_driver.hpp run/remembered_states.hpp run/summary.hpp
  progress_bar.hpp interruption.hpp draw/plot.hpp run/curves.hpp command/templates.hpp compare/series.hpp
  compare/rounding.hpp compare/compare.hpp compare/compare_files.hpp compare/monte_carlo_check.hpp points/branches.hpp
  compare/flow_check.hpp grid/measurement.hpp grid/run_store.hpp grid/grid.hpp finding/finding.hpp
  finding/statistics.hpp experiment/trainer.hpp experiment/study.hpp claims/claim.hpp experiment/points.hpp
  experiment/early_growth.hpp experiment/condition.hpp experiment/converged.hpp experiment/branch_law.hpp
  certificate/decimal_grid.hpp certificate/certificate.hpp certificate/request.hpp certificate/provenance.hpp
  certificate/strict_json.hpp certificate/exact_float.hpp certificate/effort.hpp command/common.hpp
  command/decimal_integers.hpp grid/run_key.hpp grid/points.hpp grid/grid_scheduler.hpp sweep/sweep.hpp
  sweep/end_values.hpp grid/mpi_workers.hpp sweep/sweep_table.hpp sweep/sweep_plot.hpp experiment/fresh_data.hpp
  experiment/classifier_run.hpp claims/regime.hpp experiment/regime_runs.hpp experiment/at_rest.hpp claims/sense.hpp
  ablation/assumptions.hpp ablation/ablation.hpp experiment/confirm.hpp claims/attack.hpp claims/saturation_ends.hpp
  report/mathematics.hpp report/numbers.hpp report/markup.hpp report/style.hpp report/report.hpp report/page.hpp
  report/tex.hpp report/json.hpp sha256.hpp extension/templates.hpp extension/project.hpp command/theorems.hpp
  shell_word.hpp theorem/theorem_file.hpp theorem/formula_source.hpp theorem/theorem_reader.hpp theorem/built_in.hpp
  theorem/show_theorem.hpp theorem/theorem_template.hpp theorem/answer.hpp theorem/array_value.hpp theorem/bench.hpp
  theorem/conclusion.hpp theorem/confirmation.hpp theorem/cost.hpp theorem/crossing.hpp theorem/domain.hpp
  theorem/enlarge.hpp theorem/evaluate.hpp theorem/exponents.hpp theorem/facts.hpp theorem/gathering.hpp
  theorem/impostors.hpp theorem/inquiry.hpp theorem/judge.hpp theorem/judge_theorem.hpp theorem/lookup.hpp
  theorem/observation.hpp theorem/parameters.hpp theorem/passing.hpp theorem/plan.hpp theorem/point_numbers.hpp
  theorem/preparation.hpp theorem/probability.hpp theorem/reading.hpp theorem/record.hpp theorem/relation.hpp
  theorem/scene.hpp theorem/search.hpp theorem/sentence.hpp theorem/settle.hpp theorem/solve.hpp theorem/stated.hpp
  theorem/trials.hpp theorem/window.hpp console.hpp threads.hpp draw/csv.hpp draw/drawable.hpp draw/gnuplot.hpp
  draw/gnuplot_text.hpp draw/picture_file.hpp run/disk_space.hpp command/command_line.hpp command/option.hpp
  command/parser.hpp)
