set(sources verdict.cpp methods.cpp run_directory.cpp checkpoint.cpp run.cpp decimal_grid.cpp certificate.cpp certificate_file.cpp summary.cpp progress_bar.cpp plot.cpp
  curves.cpp templates.cpp command/common.cpp command/run.cpp command/certify.cpp command/check.cpp command/derive.cpp command/init.cpp)
set(headers verdict.hpp methods.hpp run_directory.hpp checkpoint.hpp run.hpp decimal_grid.hpp certificate.hpp summary.hpp progress_bar.hpp plot.hpp
  curves.hpp templates.hpp command/common.hpp)
