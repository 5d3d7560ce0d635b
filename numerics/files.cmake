set(sources matrix.cpp evaluator.cpp random.cpp memory.cpp problem.cpp network.cpp network_output.cpp monte_carlo.cpp decomposition.cpp
  observables.cpp events.cpp train.cpp curvature.cpp stationary.cpp krawczyk.cpp big_real.cpp ball.cpp interval.cpp
  integration.cpp taylor_evaluator.cpp odeint_flow.cpp flow_system.cpp flow.cpp big_real_flow.cpp
  scalar/precision.cpp scalar/arb_number.cpp scalar/interval.cpp
  settings/document.cpp settings/schema.cpp settings/reader.cpp settings/settings.cpp
  files/atomic_file.cpp files/npy.cpp files/idx.cpp
  data/dataset.cpp data/two_patch.cpp data/file.cpp data/noisy_mnist.cpp)
set(headers matrix.hpp evaluator.hpp random.hpp memory.hpp problem.hpp method.hpp recurrence.hpp network.hpp network_output.hpp
  monte_carlo.hpp decomposition.hpp observables.hpp events.hpp stage_times.hpp train.hpp curvature.hpp symmetric_system.hpp stationary.hpp
  krawczyk.hpp enclosure.hpp integration.hpp taylor_evaluator.hpp taylor_stepper.hpp odeint_flow.hpp flow_system.hpp
  flow.hpp scalar/precision.hpp scalar/bounds.hpp scalar/arb_number.hpp scalar/interval.hpp
  settings/input_error.hpp settings/document.hpp settings/schema.hpp settings/reader.hpp settings/settings.hpp
  files/atomic_file.hpp files/npy.hpp files/idx.hpp data/dataset.hpp version.hpp)
