# The test files, by layer: <layer>_<name>.cpp holds the Boost test suite <layer>_<name>.
set(theory_tests rational polynomial gaussian_moment kernel target matrix_program differentiate derivation
  latex_document)
set(numerics_tests evaluator recurrence network multiprecision monte_carlo random settings npy idx atomic_file data train
  observables events curvature big_real stationary taylor flow)
set(verify_tests branch_law checkpoint run_directory run verdict templates compare certificate grid)
set(program_tests input run results)
set(slow_tests verify_branch_law numerics_network numerics_taylor numerics_flow verify_certificate numerics_monte_carlo numerics_stationary verify_compare program_input program_run
  program_results)
