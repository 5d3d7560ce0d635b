set(sources verdict.cpp branching.cpp methods.cpp run/run_directory.cpp run/checkpoint.cpp run/directory_lock.cpp run/run.cpp
  run/run_reason.cpp run/trajectory_file.cpp run/loss_estimate.cpp run/summary.cpp progress_bar.cpp interruption.cpp plot.cpp
  curves.cpp templates.cpp series.cpp rounding.cpp compare.cpp compare_files.cpp monte_carlo_test.cpp branches.cpp
  flow_test.cpp grid/measurement.cpp grid/run_store.cpp grid/grid.cpp claims/finding.cpp claims/statistics.cpp
  claims/trainer.cpp claims/study.cpp claims/claim.cpp claims/points.cpp claims/early_growth.cpp claims/condition.cpp
  claims/converged.cpp claims/branch_law.cpp claims/stationary.cpp claims/at_rest.cpp assumptions.cpp claims/sense.cpp
  claims/saturation.cpp claims/saturation_ends.cpp claims/growth.cpp claims/ratio.cpp claims/times.cpp decimal_grid.cpp certificate.cpp
  certificate_file.cpp command/common.cpp command/run.cpp command/compare.cpp command/derive.cpp command/certify.cpp
  command/check.cpp command/stationary.cpp command/sweep.cpp command/init.cpp command/list.cpp command/new.cpp
  own/templates.cpp own/project.cpp run_key.cpp grid/ledger.cpp grid/sweep.cpp grid/end_values.cpp grid/crew.cpp
  sweep_table.cpp sweep_lines.cpp sweep_map.cpp sweep_plot.cpp claims/fresh_data.cpp claims/classifier_run.cpp
  claims/regime.cpp claims/regime_runs.cpp claims/regime_times.cpp claims/high_snr.cpp claims/low_snr.cpp claims/contrast.cpp
  claims/switch_rate.cpp claims/switch_outcome.cpp claims/confirm.cpp claims/attack.cpp command/verify.cpp
  report/mathematics.cpp report/numbers.cpp report/markup.cpp report/page.cpp report/tex.cpp report/json.cpp
  report/charts.cpp report/report.cpp report/findings_json.cpp report/findings_tex.cpp report/findings_html.cpp
  report/findings_table.cpp sha256.cpp table/judge.cpp table/answer.cpp table/table_text.cpp table/table_json.cpp
  table/table_html.cpp table/table_tex.cpp)
set(headers verdict.hpp branching.hpp methods.hpp run/run_directory.hpp run/checkpoint.hpp run/directory_lock.hpp run/run.hpp
  run/run_reason.hpp run/trajectory_file.hpp run/loss_estimate.hpp run/journey.hpp run/remembered_states.hpp
  run/summary.hpp progress_bar.hpp interruption.hpp plot.hpp curves.hpp templates.hpp series.hpp rounding.hpp compare.hpp
  compare_files.hpp monte_carlo_test.hpp branches.hpp flow_test.hpp grid/measurement.hpp grid/run_store.hpp
  grid/grid.hpp claims/finding.hpp claims/statistics.hpp claims/trainer.hpp claims/study.hpp claims/claim.hpp
  claims/points.hpp claims/early_growth.hpp claims/condition.hpp claims/converged.hpp claims/branch_law.hpp
  decimal_grid.hpp certificate.hpp command/common.hpp run_key.hpp grid/points.hpp grid/ledger.hpp grid/sweep.hpp
  grid/end_values.hpp grid/crew.hpp sweep_table.hpp sweep_plot.hpp claims/fresh_data.hpp claims/classifier_run.hpp
  claims/regime.hpp claims/regime_runs.hpp claims/at_rest.hpp claims/sense.hpp assumptions.hpp table/table.hpp claims/confirm.hpp
  claims/attack.hpp claims/saturation_ends.hpp report/mathematics.hpp report/numbers.hpp report/markup.hpp report/style.hpp report/report.hpp
  report/page.hpp report/tex.hpp report/json.hpp sha256.hpp own/templates.hpp own/project.hpp)
