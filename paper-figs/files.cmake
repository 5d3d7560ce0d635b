set(sources figures_command.cpp bands.cpp figure_2.cpp)
set(headers figure.hpp bands.hpp)
