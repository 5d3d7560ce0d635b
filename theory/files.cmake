set(sources rational.cpp polynomial.cpp gaussian_moment.cpp kernel.cpp target.cpp matrix_program.cpp entrywise.cpp
  differentiate.cpp denoiser.cpp classifier.cpp descent.cpp model.cpp stationary.cpp derivation.cpp latex_document.cpp)
set(headers notation.hpp rational.hpp polynomial.hpp gaussian_moment.hpp kernel.hpp target.hpp matrix_program.hpp
  entrywise.hpp differentiate.hpp denoiser.hpp classifier.hpp descent.hpp model.hpp stationary.hpp derivation.hpp)
