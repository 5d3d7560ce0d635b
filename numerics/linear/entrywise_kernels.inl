// Loops over entries; included by one source per instruction set and vectorised by the compiler. Each multiplies and
// adds as it is written, without contraction, so that all sets give the same bits.
namespace featdyn::numerics {
namespace {

void times_each(const double* x, const double* y, Index count, double* __restrict result) {
  for (Index i = 0; i < count; ++i) result[i] = x[i] * y[i];
}

void times_one(const double* x, double factor, Index count, double* __restrict result) {
  for (Index i = 0; i < count; ++i) result[i] = x[i] * factor;
}

void times_column(const double* x, const double* column, Size size, double* __restrict result) {
  for (Index r = 0; r < size.rows; ++r, x += size.columns, result += size.columns)
    for (Index j = 0; j < size.columns; ++j) result[j] = x[j] * column[r];
}

void times_row(const double* x, const double* row, Size size, double* __restrict result) {
  for (Index r = 0; r < size.rows; ++r, x += size.columns, result += size.columns)
    for (Index j = 0; j < size.columns; ++j) result[j] = x[j] * row[j];
}

void outer(const double* column, const double* row, Size size, double* __restrict result) {
  for (Index r = 0; r < size.rows; ++r, result += size.columns)
    for (Index j = 0; j < size.columns; ++j) result[j] = column[r] * row[j];
}

void add_each(double factor, const double* x, Index count, double* __restrict result) {
  for (Index i = 0; i < count; ++i) result[i] += factor * x[i];
}

void combine_pair(const Pair& of, Index count, double* __restrict result) {
  const auto [f, x, g, y] = of;
  for (Index i = 0; i < count; ++i) result[i] = f * x[i] + g * y[i];
}

void add_pair(const Pair& of, Index count, double* __restrict result) {
  const auto [f, x, g, y] = of;
  for (Index i = 0; i < count; ++i) result[i] = result[i] + f * x[i] + g * y[i];
}

void add_one(double value, Index count, double* __restrict result) {
  for (Index i = 0; i < count; ++i) result[i] += value;
}

void add_column(double factor, const double* column, Size size, double* __restrict result) {
  for (Index r = 0; r < size.rows; ++r, result += size.columns)
    for (Index j = 0; j < size.columns; ++j) result[j] += factor * column[r];
}

void add_row(double factor, const double* row, Size size, double* __restrict result) {
  for (Index r = 0; r < size.rows; ++r, result += size.columns)
    for (Index j = 0; j < size.columns; ++j) result[j] += factor * row[j];
}

void reduce(double* x, double factor, double p, double inverse, Index count) {
  constexpr double to_integer = 6755399441055744;  // 3 2^51: adding it rounds to a whole number
  for (Index i = 0; i < count; ++i) {
    const double product = x[i] * factor, quotient = (product * inverse + to_integer) - to_integer;
    x[i] = product - quotient * p;
  }
}

/// Entry i goes to the partial sum i mod sum_lanes, the rest to the first: one order for every vector unit.
constexpr Index sum_lanes = 32;

double sum_of(const double* partial) {
  double sum = 0;
  for (Index i = 0; i < sum_lanes; ++i) sum += partial[i];
  return sum;
}

double sum_each(const double* x, Index count) {
  double partial[sum_lanes] = {};
  Index k = 0;
  for (; k + sum_lanes <= count; k += sum_lanes)
    for (Index i = 0; i < sum_lanes; ++i) partial[i] += x[k + i];
  for (; k < count; ++k) partial[0] += x[k];
  return sum_of(partial);
}

double sum_products(const double* x, const double* y, Index count) {
  double partial[sum_lanes] = {};
  Index k = 0;
  for (; k + sum_lanes <= count; k += sum_lanes)
    for (Index i = 0; i < sum_lanes; ++i) partial[i] += x[k + i] * y[k + i];
  for (; k < count; ++k) partial[0] += x[k] * y[k];
  return sum_of(partial);
}

}  // namespace
}  // namespace featdyn::numerics
