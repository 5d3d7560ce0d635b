// Products by register-blocked tiles; included by one source per instruction set, which has defined
//   Vector: Value of `width` doubles, Half of `unit` (width or width / 2), most_units, registers
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
/// factor's rows are `panel_stride` apart. by_rows: x.across is 1, else x.down is.
template <int rows, int full, bool half, bool by_rows>
void tile(Entries x, const double* panel, Index panel_stride, Index inner, Place place) {
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
  for (int r = 0; r < rows; ++r) row[r] = x.at + r * x.down;
  for (Index k = 0; k < inner; ++k, panel += panel_stride, x.at += x.across) {
    Value y[full > 0 ? full : 1];
    Half y_rest = Half::zero();
#pragma GCC unroll 8
    for (int c = 0; c < full; ++c) y[c] = Value::load(panel + c * Vector::width);
    if constexpr (half) y_rest = Half::load(panel + full * Vector::width);
#pragma GCC unroll 8
    for (int r = 0; r < rows; ++r) {
      const double* factor = by_rows ? row[r] + k : x.at + r;
#pragma GCC unroll 8
      for (int c = 0; c < full; ++c) sum[r][c] = Value::multiply_add(Value::repeat(factor), y[c], sum[r][c]);
      if constexpr (half) rest[r] = Half::multiply_add(Half::repeat(factor), y_rest, rest[r]);
    }
  }
#pragma GCC unroll 8
  for (int r = 0; r < rows; ++r, place.at += place.stride) {
#pragma GCC unroll 8
    for (int c = 0; c < full; ++c)
      put(sum[r][c], place.at + c * Vector::width, c + 1 < vectors || place.last == Vector::width, place);
    if constexpr (half) put(rest[r], place.at + full * Vector::width, place.last == unit, place);
  }
}

using Tile = void (*)(Entries, const double*, Index, Index, Place);

/// Rows of a tile of so many units: as its sums and a row of the right factor fit in the registers.
constexpr int most_rows(Index units) {
  const Index vectors = (units + units_of_vector - 1) / units_of_vector;
  return static_cast<int>(least(tallest, (Vector::registers - vectors - 1) / vectors));
}

template <int rows, int units, bool by_rows>
constexpr Tile tile_of() {
  if constexpr (rows <= most_rows(units))
    return &tile<rows, units / units_of_vector, units % units_of_vector != 0, by_rows>;
  else
    return nullptr;
}

template <int units, bool by_rows>
struct TilesOfUnits {
  static constexpr Tile of_rows[tallest] = {tile_of<1, units, by_rows>(), tile_of<2, units, by_rows>(),
                                            tile_of<3, units, by_rows>(), tile_of<4, units, by_rows>(),
                                            tile_of<5, units, by_rows>(), tile_of<6, units, by_rows>(),
                                            tile_of<7, units, by_rows>(), tile_of<8, units, by_rows>()};
};

/// By units - 1, then rows - 1; of more units than a panel has there are none.
template <bool by_rows, int units = Vector::most_units>
const Tile* tiles_of(Index wanted) {
  if constexpr (units > 1)
    if (wanted < units) return tiles_of<by_rows, units - 1>(wanted);
  return TilesOfUnits<units, by_rows>::of_rows;
}

/// Columns of the right factor, packed or where they stand.
struct Panel {
  const double* at;
  Index stride, units, columns;
};

/// All rows of x times the panel, in tiles of nearly equal height.
void multiply_panel(Entries x, const Panel& y, Index rows, Index inner, Place place) {
  const Tile* const tiles = x.across == 1 ? tiles_of<true>(y.units) : tiles_of<false>(y.units);
  const Index whole = y.units % units_of_vector == 0 ? Vector::width : y.units % units_of_vector * unit;
  place.last = static_cast<int>(whole - (y.units * unit - y.columns));
  const Index most = most_rows(y.units);
  for (Index tiles_left = (rows + most - 1) / most; tiles_left > 0; --tiles_left) {
    const Index height = (rows + tiles_left - 1) / tiles_left;
    tiles[height - 1](x, y.at, y.stride, inner, place);
    x.at += height * x.down;
    place.at += height * place.stride;
    rows -= height;
  }
}

/// panel(k, j) = y(k, j), 0 beyond its columns.
void pack(Entries y, Index inner, const Panel& size, double* panel) {
  if (y.across != 1)
    turn_rows(y, inner, size.columns, panel, size.stride);
  else
    for (Index k = 0; k < inner; ++k)
      for (Index j = 0; j < size.columns; ++j) panel[k * size.stride + j] = y.at[k * y.down + j];
  if (size.columns < size.stride)
    for (Index k = 0; k < inner; ++k)
      for (Index j = size.columns; j < size.stride; ++j) panel[k * size.stride + j] = 0;
}

/// Columns of y from its first on: where they stand if their rows are whole vectors and near each other, or
/// read a few times only.
Panel panel_of(Entries y, Index columns, Index inner, Index rows, double* room) {
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
  return panel_of({of.y.at + k * of.y.down + j * of.y.across, of.y.down, of.y.across},
                  least(panel_columns, of.columns - j), least(inner_at_once, of.inner - k), of.rows, room);
}

/// Some rows of the product times the panel that begins at column j.
void multiply_rows(const Product& of, const Panel& panel, Index row, Index rows, Index j, Index k,
                   double* result, Index stride) {
  multiply_panel({of.x.at + row * of.x.down + k * of.x.across, of.x.down, of.x.across}, panel, rows,
                 least(inner_at_once, of.inner - k),
                 {.at = result + row * stride + j, .stride = stride, .last = 0, .add = of.add || k > 0});
}

void multiply(const Product& of, double* result, Index stride, double* room) {
  for (Index k = 0; k < of.inner; k += inner_at_once)
    for (Index j = 0; j < of.columns; j += panel_columns)
      multiply_rows(of, panel_at(of, j, k, room), 0, of.rows, j, k, result, stride);
}

/// Of each panel the rows from its first column on; those that meet the diagonal in bands, each as far as the diagonal.
void multiply_lower(const Product& of, double* result, Index stride, double* room) {
  for (Index k = 0; k < of.inner; k += inner_at_once)
    for (Index j = 0; j < of.columns; j += panel_columns) {
      const Panel panel = panel_at(of, j, k, room);
      const Index below = least(of.rows, j + panel.columns);
      for (Index row = j; row < below; row += tallest) {
        Panel part = panel;
        part.columns = least(panel.columns, (row - j + tallest + unit - 1) / unit * unit);
        part.units = (part.columns + unit - 1) / unit;
        multiply_rows(of, part, row, least(tallest, below - row), j, k, result, stride);
      }
      if (below < of.rows) multiply_rows(of, panel, below, of.rows - below, j, k, result, stride);
    }
}

constexpr int lanes = 16, vectors_of_lanes = lanes / Vector::width;

/// sum[lane] += sum[lane + half], then of the lower half again, until one is left.
template <int half, int rows>
void add_halves(double (&sum)[rows][lanes]) {
  for (int r = 0; r < rows; ++r)
    for (int lane = 0; lane < half; ++lane) sum[r][lane] += sum[r][lane + half];
  if constexpr (half > 1) add_halves<half / 2>(sum);
}

/// Some rows at once, so that sums need not wait for each other.
template <int rows>
void column_entries(Entries x, const double* y, Index inner, double* result) {
  using Value = typename Vector::Value;
  Value partial[rows][vectors_of_lanes];
  for (int r = 0; r < rows; ++r)
    for (int v = 0; v < vectors_of_lanes; ++v) partial[r][v] = Value::zero();
  Index k = 0;
  for (; k + lanes <= inner; k += lanes)
    for (int v = 0; v < vectors_of_lanes; ++v) {
      const Value factor = Value::load(y + k + v * Vector::width);
      for (int r = 0; r < rows; ++r)
        partial[r][v] = Value::multiply_add(Value::load(x.at + r * x.down + k + v * Vector::width), factor,
                                            partial[r][v]);
    }
  for (int v = 0; v < vectors_of_lanes && k < inner; ++v, k += Vector::width) {  // fewer than `lanes`
    const int count = static_cast<int>(least(inner - k, Vector::width));
    const bool whole = count == Vector::width;
    const Value factor = whole ? Value::load(y + k) : Value::load_some(y + k, count);
    for (int r = 0; r < rows; ++r) {
      const double* const from = x.at + r * x.down + k;
      partial[r][v] = Value::multiply_add(whole ? Value::load(from) : Value::load_some(from, count), factor,
                                          partial[r][v]);
    }
  }
  double sum[rows][lanes];
  for (int r = 0; r < rows; ++r)
    for (int v = 0; v < vectors_of_lanes; ++v) Value::store(partial[r][v], sum[r] + v * Vector::width);
  add_halves<lanes / 2>(sum);
  for (int r = 0; r < rows; ++r) result[r] = sum[r][0];
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
          .sum = &sum_each,
          .sum_products = &sum_products};
}

}  // namespace
}  // namespace featdyn::numerics
