// Sums of entrywise products in one pass; included by entrywise_kernels.inl. Each term is multiplied and added as it is
// written, without contraction.
namespace featdyn::numerics {
namespace {

constexpr Index least(Index a, Index b) {
  return a < b ? a : b;
}

/// How many of a term's operands change along a row; the others become part of its factor.
enum class Along { none, one, both };

/// A term at one row after the other. Operands that do not change along a row stand in `repeated`.
struct RowTerm {
  double factor;
  const double *repeated[2], *along[2];
  Index repeated_down[2], along_down[2];
};

/// A term's factor times its repeated operands, for one row after the other.
double next_factor(RowTerm& term) {
  double factor = term.factor;
  for (int i = 0; i < 2; ++i) {
    factor *= *term.repeated[i];
    term.repeated[i] += term.repeated_down[i];
  }
  return factor;
}

constexpr double just_one = 1;

void add_operand(const Entries& operand, int& repeated, int& along, RowTerm& term) {
  if (operand.at == nullptr) return;
  if (operand.across == 0) {
    term.repeated[repeated] = operand.at;
    term.repeated_down[repeated++] = operand.down;
  } else {
    term.along[along] = operand.at;
    term.along_down[along++] = operand.down;
  }
}

/// Written in its place, number by number: a copy would wait for what has just been written.
void begin_row(const Summand& summand, RowTerm& term) {
  term.factor = summand.factor;
  for (int i = 0; i < 2; ++i) {
    term.repeated[i] = &just_one;
    term.along[i] = nullptr;
    term.repeated_down[i] = term.along_down[i] = 0;
  }
  int repeated = 0, along = 0;
  add_operand(summand.x, repeated, along, term);
  add_operand(summand.y, repeated, along, term);
}

Along along_of(const Summand& term) {
  const int count = (term.x.at != nullptr && term.x.across != 0 ? 1 : 0) +
                    (term.y.at != nullptr && term.y.across != 0 ? 1 : 0);
  return static_cast<Along>(count);
}

/// So many vectors from column j on.
template <int count>
struct Vectors {
  using Value = typename Vector::Value;
  static constexpr int vectors = count;
  Index j;
  Value load(const double* from, int v) const { return Value::load(from + j + v * Vector::width); }
  void store(Value x, double* to, int v) const { Value::store(x, to + j + v * Vector::width); }
};

/// Fewer numbers than a vector has, from column j on.
struct LastOnes {
  using Value = typename Vector::Value;
  static constexpr int vectors = 1;
  Index j;
  int count;
  Value load(const double* from, int) const { return Value::load_some(from + j, count); }
  void store(Value x, double* to, int) const { Value::store_some(x, to + j, count); }
};

template <Along kind, class Columns>
void add_term(const RowTerm& term, double factor, const Columns& at,
              typename Vector::Value (&sum)[Columns::vectors]) {
  using Value = typename Vector::Value;
  const Value repeated = Value::repeat(&factor);
#pragma GCC unroll 4
  for (int v = 0; v < Columns::vectors; ++v) {
    if constexpr (kind == Along::none)
      sum[v] = Value::add(sum[v], repeated);
    else if constexpr (kind == Along::one)
      sum[v] = Value::add(sum[v], Value::times(repeated, at.load(term.along[0], v)));
    else
      sum[v] = Value::add(
          sum[v], Value::times(repeated, Value::times(at.load(term.along[0], v), at.load(term.along[1], v))));
  }
}

template <Along... kinds, class Columns>
void combine_columns(const RowTerm* terms, const double* factors, bool add, const Columns& at,
                     double* result) {
  using Value = typename Vector::Value;
  Value sum[Columns::vectors];
#pragma GCC unroll 4
  for (int v = 0; v < Columns::vectors; ++v)
    if (add)
      sum[v] = at.load(result, v);
    else
      sum[v] = Value::zero();
  int i = 0;
  ((add_term<kinds>(terms[i], factors[i], at, sum), ++i), ...);
#pragma GCC unroll 4
  for (int v = 0; v < Columns::vectors; ++v) at.store(sum[v], result, v);
}

/// Terms of these kinds over all rows.
template <Along... kinds>
void combine_rows(const Summand* summands, bool add, Size size, double* result) {
  constexpr int count = sizeof...(kinds), wide = 4 * Vector::width;
  RowTerm terms[count];
  for (int i = 0; i < count; ++i) begin_row(summands[i], terms[i]);
  double factors[count];
  for (Index r = 0; r < size.rows; ++r, result += size.columns) {
    for (int i = 0; i < count; ++i) factors[i] = next_factor(terms[i]);
    Index j = 0;
    for (; j + wide <= size.columns; j += wide)
      combine_columns<kinds...>(terms, factors, add, Vectors<4>{j}, result);
    for (; j + Vector::width <= size.columns; j += Vector::width)
      combine_columns<kinds...>(terms, factors, add, Vectors<1>{j}, result);
    if (j < size.columns)
      combine_columns<kinds...>(terms, factors, add, LastOnes{j, static_cast<int>(size.columns - j)}, result);
    for (int i = 0; i < count; ++i)
      for (int k = 0; k < 2; ++k) terms[i].along[k] += terms[i].along_down[k];
  }
}

using CombineRows = void (*)(const Summand*, bool, Size, double*);

constexpr Along kind_of_three(int code, int place) {
  return static_cast<Along>(place == 0 ? code % 3 : place == 1 ? code / 3 % 3 : code / 9 % 3);
}

/// By the kinds of up to three terms: 1, 3 and 9 times them.
template <int count, int code>
constexpr CombineRows loop_of() {
  if constexpr (count == 1)
    return &combine_rows<kind_of_three(code, 0)>;
  else if constexpr (count == 2)
    return &combine_rows<kind_of_three(code, 0), kind_of_three(code, 1)>;
  else
    return &combine_rows<kind_of_three(code, 0), kind_of_three(code, 1), kind_of_three(code, 2)>;
}

template <int count, int codes>
struct LoopTable {
  CombineRows loops[codes];
};

template <int count, int code, int codes>
constexpr void fill(LoopTable<count, codes>& table) {
  table.loops[code] = loop_of<count, code>();
  if constexpr (code + 1 < codes) fill<count, code + 1>(table);
}

template <int count, int codes>
constexpr LoopTable<count, codes> table_of() {
  LoopTable<count, codes> table{};
  fill<count, 0>(table);
  return table;
}

constexpr LoopTable<1, 3> loops_of_one = table_of<1, 3>();
constexpr LoopTable<2, 9> loops_of_two = table_of<2, 9>();
constexpr LoopTable<3, 27> loops_of_three = table_of<3, 27>();

/// Whether the rows of an operand lie as those of the result do, so that they are one row.
bool is_one_row(const Entries& x, Index columns) {
  return x.at == nullptr || (x.across == 1 && x.down == columns) || (x.across == 0 && x.down == 0);
}

/// Three terms at a time, or four matrices.
void combine_by_threes(const Summand* terms, Index count, bool add, Size size, double* result) {
  constexpr Along one = Along::one;
  if (count == 4 && along_of(terms[0]) == one && along_of(terms[1]) == one && along_of(terms[2]) == one &&
      along_of(terms[3]) == one)
    return combine_rows<one, one, one, one>(terms, add, size, result);
  for (; count > 0; add = true) {
    const Index some = least(count, 3);
    int code = 0;
    for (Index i = some; i-- > 0;) code = 3 * code + static_cast<int>(along_of(terms[i]));
    (some == 1   ? loops_of_one.loops
     : some == 2 ? loops_of_two.loops
                 : loops_of_three.loops)[code](terms, add, size, result);
    terms += some;
    count -= some;
  }
}

Summand from_row(Summand term, Index row) {
  term.x.at += row * term.x.down;
  if (term.y.at != nullptr) term.y.at += row * term.y.down;
  return term;
}

void combine(const Summand* terms, Index count, bool add, Size size, double* result) {
  constexpr Index near = 1024;  // numbers: many terms are added in blocks that stay in the nearest cache
  bool one_row = true;
  for (Index i = 0; i < count; ++i)
    one_row = one_row && is_one_row(terms[i].x, size.columns) && is_one_row(terms[i].y, size.columns);
  const auto add_block = [&](const Summand* from, Index rows, double* to) {
    const Size rows_of_own{.rows = rows, .columns = size.columns};
    combine_by_threes(from, count, add,
                      one_row ? Size{.rows = 1, .columns = rows * size.columns} : rows_of_own, to);
  };
  if (count <= 3 || size.rows * size.columns <= near) return add_block(terms, size.rows, result);
  const Index height = near / size.columns + 1;
  Summand own[most_summands];
  for (Index r = 0; r < size.rows; r += height) {
    for (Index i = 0; i < count; ++i) own[i] = from_row(terms[i], r);
    add_block(own, least(height, size.rows - r), result + r * size.columns);
  }
}

}  // namespace
}  // namespace featdyn::numerics
