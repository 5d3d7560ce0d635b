set(sources matrix.cpp evaluator.cpp random.cpp memory.cpp problem.cpp network.cpp monte_carlo.cpp decomposition.cpp
  observables.cpp train.cpp curvature.cpp
  integration.cpp taylor_evaluator.cpp odeint_flow.cpp flow_system.cpp flow.cpp
  settings/document.cpp settings/schema.cpp settings/reader.cpp settings/settings.cpp
  files/atomic_file.cpp files/npy.cpp files/idx.cpp
  data/dataset.cpp data/two_patch.cpp data/file.cpp data/noisy_mnist.cpp)
set(headers matrix.hpp evaluator.hpp random.hpp memory.hpp problem.hpp method.hpp recurrence.hpp network.hpp
  monte_carlo.hpp decomposition.hpp observables.hpp train.hpp curvature.hpp
  integration.hpp taylor_evaluator.hpp taylor_stepper.hpp odeint_flow.hpp flow_system.hpp flow.hpp
  settings/input_error.hpp settings/document.hpp settings/schema.hpp settings/reader.hpp settings/settings.hpp
  files/atomic_file.hpp files/npy.hpp files/idx.hpp data/dataset.hpp)
