# The test files, by layer: <layer>_<name>.cpp holds the Boost test suite <layer>_<name>.
set(theory_tests notation rational polynomial gaussian_moment kernel target matrix_program differentiate derivation
  latex_document latex_pieces formula formula_random formula_sense formula_latex)
set(numerics_tests matrix eigensystem activation function_training classifier_pieces evaluator recurrence network
  pieces piece_settings noise_levels gauss_legendre multiprecision monte_carlo random settings npy idx atomic_file
  data train read_signal_noise signal_noise labels observables curvature big_real stationary taylor odeint_flow flow
  events rounding_check step_isolation flow_stages network_output entrywise exact_product streamed_problem
  data_extension function_extension span_vectors kernels noise_span suggestion)
set(verify_tests branch_law checkpoint run_directory run verdict templates compare certificate certificate_reading
  certificate_mutants certificate_truth grid readers classifier_run claims_classifier report claims assumptions pieces
  extension agreement digits_left theorem_file theorem_arrays theorem_probability theorem_runs theorem_verdicts
  theorem_built_in gnuplot output)
set(program_tests input certificates run results sweep verify figures new streams limits pictures commands files
  kills)
set(slow_tests numerics_function_training numerics_classifier_pieces verify_branch_law verify_pieces numerics_pieces
  numerics_noise_levels numerics_network numerics_taylor numerics_flow verify_certificate verify_certificate_mutants
  verify_certificate_truth numerics_monte_carlo numerics_stationary verify_compare program_input program_run
  program_results program_sweep verify_claims_classifier verify_claims program_verify program_new program_certificates
  verify_agreement program_pictures program_limits program_files program_kills)
