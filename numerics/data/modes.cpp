#include "numerics/data/modes.inl"

#include "numerics/scalar/arb_number.hpp"

namespace featdyn::numerics {

Matrix<double> mode_vectors(const Modes<double>& modes, const Matrix<double>& patches) {
  return product<double>({modes.reading, true}, {patches});
}

template Modes<double> modes_of<double>(const Matrix<double>&, const Matrix<double>&);
template Modes<BigReal> modes_of<BigReal>(const Matrix<BigReal>&, const Matrix<BigReal>&);

}  // namespace featdyn::numerics
