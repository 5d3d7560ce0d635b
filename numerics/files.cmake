set(sources activation/activation.cpp activation/bivariate_normal.cpp activation/rectified.cpp
  activation/error_function.cpp activation/smooth.cpp activation/hermite_rule.cpp activation/noise_average.cpp
  pointwise_activation.cpp activation_error.cpp matrix.cpp evaluator.cpp random.cpp memory.cpp problem.cpp
  network.cpp network_output.cpp monte_carlo.cpp monte_carlo_classifier.cpp decomposition.cpp observables.cpp
  events.cpp train.cpp curvature.cpp stationary.cpp krawczyk.cpp rounding_test.cpp big_real.cpp ball.cpp
  interval.cpp integration.cpp taylor_evaluator.cpp odeint_flow.cpp flow_system.cpp step_isolation.cpp
  flow_stages.cpp flow.cpp big_real_flow.cpp scalar/precision.cpp scalar/arb_number.cpp scalar/interval.cpp
  settings/document.cpp settings/schema.cpp settings/reader.cpp settings/settings.cpp settings/pieces.cpp
  noise_levels.cpp batches.cpp settings/data_settings.cpp settings/read_data.cpp settings/read_signal_noise.cpp
  settings/parameters.cpp files/atomic_file.cpp files/npy.cpp files/idx.cpp data/dataset.cpp data/signal_noise.cpp
  data/gram_factor.cpp data/noise_spectrum.cpp data/initial_scales.cpp data/labels.cpp data/file.cpp
  data/noisy_mnist.cpp entrywise.cpp streamed_problem.cpp exact_product.cpp data/own_data.cpp own_pieces.cpp)
set(headers activation/activation.hpp activation/bivariate_normal.hpp activation/hermite_rule.hpp
  activation/noise_average.hpp pointwise_activation.hpp activation_error.hpp matrix.hpp evaluator.hpp random.hpp
  memory.hpp problem.hpp method.hpp recurrence.hpp network.hpp network_output.hpp monte_carlo.hpp
  monte_carlo_classifier.hpp decomposition.hpp observables.hpp events.hpp stage_times.hpp train.hpp curvature.hpp
  symmetric_system.hpp stationary.hpp krawczyk.hpp enclosure.hpp rounding_test.hpp integration.hpp
  taylor_evaluator.hpp taylor_stepper.hpp odeint_flow.hpp flow_system.hpp step_isolation.hpp flow_stages.hpp
  flow.hpp scalar/precision.hpp scalar/bounds.hpp scalar/eigen_traits.hpp scalar/arb_number.hpp scalar/interval.hpp
  settings/input_error.hpp settings/document.hpp settings/schema.hpp settings/reader.hpp settings/settings.hpp
  settings/pieces.hpp noise_levels.hpp batches.hpp learning_rate.hpp step_inputs.hpp heavy_ball.hpp margin_loss.hpp
  scalar/cos_pi.hpp settings/decimal.hpp settings/data_settings.hpp settings/read_data.hpp settings/parameters.hpp
  files/atomic_file.hpp files/npy.hpp files/idx.hpp data/dataset.hpp data/signal_noise.hpp data/gram_factor.hpp
  data/noise_spectrum.hpp data/initial_scales.hpp data/labels.hpp version.hpp exact_product.hpp entrywise.hpp
  evaluation_plan.hpp streamed_problem.hpp activation/differentiated.hpp data/own_data.hpp own_pieces.hpp)
