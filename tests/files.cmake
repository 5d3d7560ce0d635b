# The test files, by layer: <layer>_<name>.cpp holds the Boost test suite <layer>_<name>.
set(theory_tests rational polynomial gaussian_moment kernel target matrix_program differentiate derivation
  latex_document latex_pieces)
set(numerics_tests evaluator recurrence network pieces piece_settings noise_levels multiprecision monte_carlo random settings npy idx atomic_file data train
  observables curvature big_real stationary taylor flow)
set(verify_tests checkpoint run_directory run verdict templates compare certificate pieces)
set(program_tests input run results)
set(slow_tests numerics_network numerics_pieces numerics_noise_levels verify_pieces numerics_taylor numerics_flow verify_certificate numerics_monte_carlo numerics_stationary verify_compare program_input program_run
  program_results)
