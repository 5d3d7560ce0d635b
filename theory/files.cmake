set(sources rational.cpp polynomial.cpp gaussian_moment.cpp kernel.cpp target.cpp matrix_program.cpp entrywise.cpp noised.cpp
  differentiate.cpp denoiser.cpp margin_loss.cpp classifier.cpp descent.cpp vector_descent.cpp model.cpp stationary.cpp derivation.cpp latex_document.cpp latex_pieces.cpp)
set(headers notation.hpp rational.hpp polynomial.hpp gaussian_moment.hpp kernel.hpp target.hpp matrix_program.hpp
  entrywise.hpp noised.hpp differentiate.hpp denoiser.hpp margin_loss.hpp classifier.hpp descent.hpp model.hpp stationary.hpp derivation.hpp latex_pieces.hpp)
