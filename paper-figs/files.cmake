set(sources program.cpp figures_command.cpp request.cpp figure_specs.cpp table.cpp wording.cpp figure_build.cpp gallery.cpp
  measurements.cpp method_gaps.cpp digits.cpp overlap_panels.cpp drawn_digits.cpp mnist.cpp
  figure_1.cpp figure_2.cpp more_snr.cpp ratio_against_snr.cpp phase_diagram.cpp ratio_against.cpp targets.cpp second_layer.cpp activations.cpp noised_classifier.cpp both_models.cpp correlated_signals.cpp unequal_signals.cpp label_noise.cpp three_digits.cpp
  noisy_mnist.cpp noisy_mnist_pictures.cpp methods.cpp learning_rate.cpp precision.cpp enclosure_width.cpp)
set(headers program.hpp figures_command.hpp figure.hpp table.hpp wording.hpp figure_build.hpp gallery.hpp measurements.hpp
  overlap_panels.hpp drawn_digits.hpp mnist.hpp both_models.hpp)
