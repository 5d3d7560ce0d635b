// Products by register-blocked tiles; included by one source per instruction set, which has defined
//   Vector: Value of `width` doubles (total: the second half onto the first, until one is left), Half of `unit`
//     (width or width / 2), most_units, registers
//   turn_rows(y, inner, columns, result, width)
// in an unnamed namespace, so that no set's code can be linked into another's. Only plain loops here.
namespace featdyn::numerics {
namespace {

/// Columns are counted in units: one vector is Vector::width / unit of them.
constexpr Index unit = Vector::unit, units_of_vector = Vector::width / unit;
constexpr int tallest = 8;  ///< rows of a tile at most

/// How a tile lies in the result: the last vector of a row has `last` columns.
struct Place {
  double* at;
  Index stride;
  int last;
  bool add;  ///< to what stands there
};

template <class V>
void put(V sum, double* to, bool whole, const Place& place) {
  if (whole)
    V::store(place.add ? V::add(V::load(to), sum) : sum, to);
  else
    V::store_some(place.add ? V::add(V::load_some(to, place.last), sum) : sum, to, place.last);
}

/// rows x (full vectors and, with `half`, a half one) of x y: every entry one sum, term by term. The right
/// factor's rows are `panel_stride` apart, the left's rows (by_rows) or else columns x_stride, and their numbers lie
/// side by side. Few arguments, so that they are passed in registers.
template <int rows, int full, bool half, bool by_rows>
void tile(const double* x, Index x_stride, const double* panel, Index panel_stride, Index inner,
          const Place& place) {
  using Value = typename Vector::Value;
  using Half = typename Vector::Half;
  constexpr int vectors = full + (half ? 1 : 0);
  Value sum[rows][full > 0 ? full : 1];
  Half rest[rows];
#pragma GCC unroll 8
  for (int r = 0; r < rows; ++r) {
#pragma GCC unroll 8
    for (int c = 0; c < full; ++c) sum[r][c] = Value::zero();
    rest[r] = Half::zero();
  }
  const double* row[rows];
#pragma GCC unroll 8
  for (int r = 0; r < rows; ++r) row[r] = x + r * x_stride;
  for (Index k = 0; k < inner; ++k, panel += panel_stride, x += x_stride) {
    Value y[full > 0 ? full : 1];
    Half y_rest = Half::zero();
#pragma GCC unroll 8
    for (int c = 0; c < full; ++c) y[c] = Value::load(panel + c * Vector::width);
    if constexpr (half) y_rest = Half::load(panel + full * Vector::width);
#pragma GCC unroll 8
    for (int r = 0; r < rows; ++r) {
      const double* factor = by_rows ? row[r] + k : x + r;
#pragma GCC unroll 8
      for (int c = 0; c < full; ++c) sum[r][c] = Value::multiply_add(Value::repeat(factor), y[c], sum[r][c]);
      if constexpr (half) rest[r] = Half::multiply_add(Half::repeat(factor), y_rest, rest[r]);
    }
  }
  double* to = place.at;
#pragma GCC unroll 8
  for (int r = 0; r < rows; ++r, to += place.stride) {
#pragma GCC unroll 8
    for (int c = 0; c < full; ++c)
      put(sum[r][c], to + c * Vector::width, c + 1 < vectors || place.last == Vector::width, place);
    if constexpr (half) put(rest[r], to + full * Vector::width, place.last == unit, place);
  }
}

using Tile = void (*)(const double*, Index, const double*, Index, Index, const Place&);

/// Rows of a tile of so many units: as its sums and a row of the right factor fit in the registers.
constexpr int most_rows(Index units) {
  const Index vectors = (units + units_of_vector - 1) / units_of_vector;
  return static_cast<int>(least(tallest, (Vector::registers - vectors - 1) / vectors));
}

/// Tiles of one width by rows - 1; there is none of more than `most` rows.
struct Tiles {
  Index most;
  Tile of_rows[tallest];
};

template <int units, bool by_rows, int rows = 1>
constexpr void fill_tiles(Tiles& tiles) {
  tiles.most = most_rows(units);
  tiles.of_rows[rows - 1] = &tile<rows, units / units_of_vector, units % units_of_vector != 0, by_rows>;
  if constexpr (rows < most_rows(units)) fill_tiles<units, by_rows, rows + 1>(tiles);
}

/// By units - 1: a panel has most_units at most.
struct TilesOfUnits {
  Tiles of[Vector::most_units];
};

template <bool by_rows, int units = Vector::most_units>
constexpr TilesOfUnits all_tiles() {
  TilesOfUnits all{};
  if constexpr (units > 1) all = all_tiles<by_rows, units - 1>();
  fill_tiles<units, by_rows>(all.of[units - 1]);
  return all;
}

constexpr TilesOfUnits row_tiles = all_tiles<true>(), column_tiles = all_tiles<false>();

/// Columns of the right factor, packed or where they stand.
struct Panel {
  const double* at;
  Index stride, units, columns;
};

/// Rows of x (from the first term on) times the panel, in tiles of nearly equal height.
void multiply_panel(const Entries& x, const Panel& y, Index rows, Index inner, Place place) {
  if (rows == 0) return;
  const bool by_rows = x.across == 1;
  const Tiles& tiles = (by_rows ? row_tiles : column_tiles).of[y.units - 1];
  const Index whole = y.units % units_of_vector == 0 ? Vector::width : y.units % units_of_vector * unit;
  place.last = static_cast<int>(whole - (y.units * unit - y.columns));
  const Index count = (rows + tiles.most - 1) / tiles.most, height = rows / count;
  const double* from = x.at;
  for (Index left = count, taller = rows % count; left > 0; --left, --taller) {
    const Index own = height + (taller > 0 ? 1 : 0);
    tiles.of_rows[own - 1](from, by_rows ? x.down : x.across, y.at, y.stride, inner, place);
    from += own * x.down;
    place.at += own * place.stride;
  }
}

/// panel(k, j) = y(k, j), 0 beyond its columns. Row by row, so that a vector may reach into the next one.
void pack(const Entries& y, Index inner, const Panel& size, double* panel) {
  if (y.across != 1) {
    turn_rows(y, inner, size.columns, panel, size.stride);
    for (Index k = 0; size.columns < size.stride && k < inner; ++k)
      for (Index j = size.columns; j < size.stride; ++j) panel[k * size.stride + j] = 0;
    return;
  }
  const Index vectors = size.columns / Vector::width;
  const int last = static_cast<int>(size.columns % Vector::width);
  for (Index k = 0; k < inner; ++k) {
    const double* const from = y.at + k * y.down;
    double* const to = panel + k * size.stride;
    for (Index v = 0; v < vectors; ++v)
      Vector::Value::store(Vector::Value::load(from + v * Vector::width), to + v * Vector::width);
    if (last > 0)
      Vector::Value::store(Vector::Value::load_some(from + vectors * Vector::width, last),
                           to + vectors * Vector::width);
  }
}

/// Columns of y from its first on: where they stand if their rows are whole vectors and near each other, or
/// read a few times only.
Panel panel_of(const Entries& y, Index columns, Index inner, Index rows, double* room) {
  const Index units = (columns + unit - 1) / unit, width = units * unit;
  const bool is_near = inner * y.down <= 8192 || rows <= 48;
  if (y.across == 1 && columns == width && is_near)
    return {.at = y.at, .stride = y.down, .units = units, .columns = columns};
  const Panel packed{.at = room, .stride = width, .units = units, .columns = columns};
  pack(y, inner, packed, room);
  return packed;
}

constexpr Index panel_columns = Vector::most_units * unit;
static_assert(panel_columns <= widest_panel);

/// Columns j, ..., of the right factor, terms from k on.
Panel panel_at(const Product& of, Index j, Index k, double* room) {
  const Entries y{.at = of.y.at + k * of.y.down + j * of.y.across, .down = of.y.down, .across = of.y.across};
  return panel_of(y, least(panel_columns, of.columns - j), least(inner_at_once, of.inner - k), of.rows, room);
}

/// Rows of the product times the panel whose first entry is (row, j), terms from k on.
void multiply_rows(const Product& of, const Panel& panel, Index row, Index rows, Index k, double* to,
                   Index stride) {
  const Entries x{
      .at = of.x.at + row * of.x.down + k * of.x.across, .down = of.x.down, .across = of.x.across};
  multiply_panel(x, panel, rows, least(inner_at_once, of.inner - k),
                 {.at = to, .stride = stride, .last = 0, .add = of.add || k > 0});
}

void multiply(const Product& of, double* result, Index stride, double* room) {
  for (Index k = 0; k < of.inner; k += inner_at_once)
    for (Index j = 0; j < of.columns; j += panel_columns)
      multiply_rows(of, panel_at(of, j, k, room), 0, of.rows, k, result + j, stride);
}

/// Of each panel the rows from its first column on; those that meet the diagonal in bands, each as far as the diagonal.
void multiply_lower(const Product& of, double* result, Index stride, double* room) {
  for (Index k = 0; k < of.inner; k += inner_at_once)
    for (Index j = 0; j < of.columns; j += panel_columns) {
      Panel panel = panel_at(of, j, k, room);
      const Index columns = panel.columns, units = panel.units, below = least(of.rows, j + columns);
      for (Index row = j; row < below; row += tallest) {
        panel.units = least(units, (row - j + tallest + unit - 1) / unit);
        panel.columns = least(columns, panel.units * unit);
        multiply_rows(of, panel, row, least(tallest, below - row), k, result + row * stride + j, stride);
      }
      panel.units = units;
      panel.columns = columns;
      multiply_rows(of, panel, below, of.rows - below, k, result + below * stride + j, stride);
    }
}

constexpr int lanes = 16, vectors_of_lanes = lanes / Vector::width;

/// sum[lane] += sum[lane + lanes / 2], then of the lower half again, until one is left.
double add_halves(typename Vector::Value (&sum)[vectors_of_lanes]) {
  for (int half = vectors_of_lanes / 2; half > 0; half /= 2)
    for (int v = 0; v < half; ++v) sum[v] = Vector::Value::add(sum[v], sum[v + half]);
  return Vector::Value::total(sum[0]);
}

/// Some rows at once, so that sums need not wait for each other.
template <int rows>
void column_entries(Entries x, const double* y, Index inner, double* result) {
  using Value = typename Vector::Value;
  Value partial[rows][vectors_of_lanes];
#pragma GCC unroll 16
  for (int r = 0; r < rows; ++r)
#pragma GCC unroll 16
    for (int v = 0; v < vectors_of_lanes; ++v) partial[r][v] = Value::zero();
  Index k = 0;
  for (; k + lanes <= inner; k += lanes)
#pragma GCC unroll 16
    for (int v = 0; v < vectors_of_lanes; ++v) {
      const Value factor = Value::load(y + k + v * Vector::width);
#pragma GCC unroll 16
      for (int r = 0; r < rows; ++r)
        partial[r][v] = Value::multiply_add(Value::load(x.at + r * x.down + k + v * Vector::width), factor,
                                            partial[r][v]);
    }
#pragma GCC unroll 16
  for (int v = 0; v < vectors_of_lanes && k < inner; ++v, k += Vector::width) {  // fewer than `lanes`
    const int count = static_cast<int>(least(inner - k, Vector::width));
    const bool whole = count == Vector::width;
    const Value factor = whole ? Value::load(y + k) : Value::load_some(y + k, count);
#pragma GCC unroll 16
    for (int r = 0; r < rows; ++r) {
      const double* const from = x.at + r * x.down + k;
      partial[r][v] = Value::multiply_add(whole ? Value::load(from) : Value::load_some(from, count), factor,
                                          partial[r][v]);
    }
  }
#pragma GCC unroll 16
  for (int r = 0; r < rows; ++r) result[r] = add_halves(partial[r]);
}

void multiply_column(Entries x, const double* y, Size size, double* result) {
  Index r = 0;
  for (; r + 4 <= size.rows; r += 4)
    column_entries<4>({x.at + r * x.down, x.down, 1}, y, size.columns, result + r);
  for (; r < size.rows; ++r) column_entries<1>({x.at + r * x.down, x.down, 1}, y, size.columns, result + r);
}

constexpr Kernels kernels_of_set(const char* name) {
  return {.name = name,
          .multiply = &multiply,
          .multiply_lower = &multiply_lower,
          .multiply_column = &multiply_column,
          .combine = &combine,
          .add_each = &add_each,
          .turn = &turn,
          .mirror = &mirror,
          .reduce = &reduce,
          .draw = &draw,
          .grow = &grow,
          .largest = &largest,
          .sum = &sum_each,
          .sum_products = &sum_products};
}

}  // namespace
}  // namespace featdyn::numerics
