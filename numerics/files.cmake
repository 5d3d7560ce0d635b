set(sources activation/activation.cpp activation/bivariate_normal.cpp activation/rectified.cpp
  activation/error_function.cpp activation/smooth.cpp activation/hermite_rule.cpp activation/noise_average.cpp
  activation/pointwise_activation.cpp activation/activation_error.cpp linear/matrix.cpp linear/eigensystem.cpp
  data/random.cpp problem/memory.cpp problem/problem.cpp methods/network_output.cpp methods/monte_carlo.cpp
  methods/monte_carlo_classifier.cpp training/observables.cpp training/train.cpp training/curvature.cpp
  points/stationary.cpp points/krawczyk.cpp enclosure/rounding_check.cpp instances/big_real.cpp instances/ball.cpp
  instances/interval.cpp flow/integration.cpp flow/step_isolation.cpp instances/big_real_flow.cpp scalar/precision.cpp
  scalar/arb_number.cpp scalar/interval.cpp settings/document.cpp settings/schema.cpp settings/reader.cpp
  settings/settings.cpp settings/network_settings.cpp problem/noise_levels.cpp problem/gauss_legendre.cpp
  training/batches.cpp settings/data_settings.cpp settings/read_data.cpp settings/read_signal_noise.cpp
  settings/parameters.cpp files/atomic_file.cpp files/npy.cpp files/npy_header.cpp files/idx.cpp data/dataset.cpp
  data/signal_noise.cpp data/gram_factor.cpp data/noise_spectrum.cpp data/initial_scales.cpp data/labels.cpp
  data/file.cpp data/noisy_mnist.cpp linear/entrywise.cpp problem/streamed_problem.cpp linear/exact_product.cpp
  data/data_extension.cpp extensions.cpp instances/double.cpp instances/double_flow.cpp problem/span_vectors.cpp
  training/rounding_growth.cpp points/joint_vectors.cpp linear/instruction_set.cpp linear/kernels_baseline.cpp
  linear/kernels_avx2.cpp linear/kernels_avx512.cpp methods/noise_span.cpp settings/suggestion.cpp libraries.cpp
  files/checksum.cpp training/stop.cpp)
set(headers activation/activation.hpp activation/bivariate_normal.hpp activation/hermite_rule.hpp
  activation/noise_average.hpp activation/pointwise_activation.hpp activation/activation_error.hpp linear/matrix.hpp
  linear/eigensystem.hpp program/evaluator.hpp data/random.hpp problem/memory.hpp problem/problem.hpp
  methods/method.hpp methods/recurrence.hpp methods/network.hpp methods/network_output.hpp methods/monte_carlo.hpp
  methods/monte_carlo_classifier.hpp methods/decomposition.hpp training/observables.hpp training/events.hpp
  training/stage_times.hpp training/train.hpp training/curvature.hpp points/symmetric_system.hpp points/stationary.hpp
  points/krawczyk.hpp enclosure/enclosure.hpp enclosure/rounding_check.hpp flow/integration.hpp
  program/taylor_evaluator.hpp flow/taylor_stepper.hpp flow/odeint_flow.hpp flow/flow_system.hpp
  flow/step_isolation.hpp flow/flow_stages.hpp flow/flow.hpp scalar/precision.hpp scalar/bounds.hpp
  scalar/eigen_traits.hpp scalar/arb_number.hpp scalar/interval.hpp settings/input_error.hpp settings/document.hpp
  settings/schema.hpp settings/reader.hpp settings/settings.hpp settings/network_settings.hpp problem/noise_levels.hpp
  problem/gauss_legendre.hpp training/batches.hpp training/learning_rate.hpp training/step_inputs.hpp
  training/heavy_ball.hpp methods/margin_loss.hpp scalar/cos_pi.hpp settings/decimal.hpp settings/data_settings.hpp
  settings/read_data.hpp settings/parameters.hpp files/atomic_file.hpp files/npy.hpp files/byte_order_mark.hpp
  files/npy_header.hpp files/idx.hpp data/dataset.hpp data/signal_noise.hpp data/gram_factor.hpp
  data/noise_spectrum.hpp data/initial_scales.hpp data/labels.hpp version.hpp linear/exact_product.hpp
  linear/entrywise.hpp program/evaluation_plan.hpp problem/streamed_problem.hpp activation/differentiated.hpp
  data/data_extension.hpp extensions.hpp settings/data_values.hpp problem/span_vectors.hpp
  training/rounding_growth.hpp points/joint_vectors.hpp scalar/unit_roundoff.hpp linear/kernels.hpp
  linear/instruction_set.hpp methods/noise_span.hpp settings/suggestion.hpp libraries.hpp training/rest.hpp
  files/checksum.hpp training/stop.hpp)
