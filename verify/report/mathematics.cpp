#include "verify/report/mathematics.hpp"

#include <algorithm>
#include <cctype>

#include "verify/draw/gnuplot_text.hpp"

namespace featdyn::verify {
namespace {

constexpr Symbol symbols[] = {{"~Theta", "Θ̃", "\\tilde\\Theta"},
                              {"~O", "Õ", "\\tilde O"},
                              {"<=", "≤", "\\le"},
                              {">=", "≥", "\\ge"},
                              {"+-", "±", "\\pm"},
                              {"alpha", "α", "\\alpha"},
                              {"beta", "β", "\\beta"},
                              {"gamma", "γ", "\\gamma"},
                              {"eta", "η", "\\eta"},
                              {"kappa", "κ", "\\kappa"},
                              {"mu", "μ", "\\mu"},
                              {"xi", "ξ", "\\xi"},
                              {"rho", "ρ", "\\rho"},
                              {"sigma", "σ", "\\sigma"},
                              {"tau", "τ", "\\tau"},
                              {"Theta", "Θ", "\\Theta"},
                              {"Omega", "Ω", "\\Omega"}};

bool is_letter(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0;
}
/// Greek letters too, which have two bytes outside ASCII.
bool is_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return std::isalnum(byte) != 0 || byte >= 0x80;
}

const Symbol* find_symbol(std::string_view word) {
  const auto* found = std::ranges::find(symbols, word, &Symbol::plain);
  return found == std::end(symbols) ? nullptr : found;
}

/// The symbol at the start of `rest`: a sign, or a whole word.
const Symbol* symbol_at(std::string_view rest, bool inside_word) {
  for (const Symbol& symbol : symbols) {
    const std::size_t length = symbol.plain.size();
    if (!rest.starts_with(symbol.plain)) continue;
    const bool named = is_letter(symbol.plain.back());
    if (!named || (!inside_word && (rest.size() == length || !is_letter(rest[length])))) return &symbol;
  }
  return nullptr;
}

/// How many characters after ^ or _ belong to it; 0: they are not mathematics.
std::size_t script_length(std::string_view rest, bool raised) {
  if (raised && rest.starts_with('(')) {
    const std::size_t close = rest.find(')');
    const bool nested = rest.substr(1, close - 1).find_first_of("(^_") != std::string_view::npos;
    return close == std::string_view::npos || nested ? 0 : close + 1;
  }
  const std::size_t sign = raised && rest.starts_with('-') ? 1 : 0;
  std::size_t end = sign;
  while (end < rest.size() && is_word(rest[end])) ++end;
  if (end < rest.size() && rest[end] == '_') return 0;  // a longer name
  const std::string_view word = rest.substr(sign, end - sign);
  return word.empty() || (word.size() > 2 && !find_symbol(word)) ? 0 : end;
}

void add_text(std::vector<Piece>& pieces, char c) {
  if (pieces.empty() || pieces.back().kind != Piece::Kind::text)
    pieces.push_back({.kind = Piece::Kind::text, .text = {}});
  pieces.back().text += c;
}

std::string printed(const Piece& piece) {
  return piece.symbol ? std::string(piece.symbol->unicode) : piece.text;
}

}  // namespace

std::vector<Piece> pieces_of(std::string_view text) {
  std::vector<Piece> pieces;
  for (std::size_t i = 0; i < text.size();) {
    const char before = i > 0 ? text[i - 1] : ' ';
    if (const Symbol* symbol = symbol_at(text.substr(i), is_word(before) || before == '_')) {
      pieces.push_back({Piece::Kind::symbol, std::string(symbol->plain), symbol});
      i += symbol->plain.size();
      continue;
    }
    const bool raised = text[i] == '^',
               script = (raised || text[i] == '_') && (is_word(before) || before == ')' || before == '|');
    const std::size_t length = script ? script_length(text.substr(i + 1), raised) : 0;
    if (length == 0) {
      add_text(pieces, text[i++]);
      continue;
    }
    const std::string_view inner = text.substr(i + 1, length);
    pieces.push_back(
        {raised ? Piece::Kind::raised : Piece::Kind::lowered, std::string(inner), find_symbol(inner)});
    i += length + 1;
  }
  return pieces;
}

std::string gnuplot_text(std::string_view text) {
  std::string result;
  for (const Piece& piece : pieces_of(text)) {
    const std::string content = gnuplot_plain(printed(piece));
    if (piece.kind == Piece::Kind::raised)
      result += "^{" + content + "}";
    else
      result += piece.kind == Piece::Kind::lowered ? "_{" + content + "}" : content;
  }
  return result;
}

std::vector<Piece> pieces_of_gnuplot_text(std::string_view text) {
  std::vector<Piece> pieces;
  const auto begin = [&](Piece::Kind kind) {
    if (pieces.empty() || pieces.back().kind != kind || kind != Piece::Kind::text)
      pieces.push_back({.kind = kind, .text = {}});
  };
  // one character at `at`, which moves behind it: escaped, or with all bytes of its UTF-8
  const auto take = [&](std::size_t& at) {
    if (text[at] == '\\' && at + 1 < text.size()) ++at;
    do pieces.back().text += text[at++];
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U);
  };
  for (std::size_t i = 0; i < text.size();) {
    const bool script = (text[i] == '^' || text[i] == '_') && i + 1 < text.size();
    begin(!script ? Piece::Kind::text : text[i] == '^' ? Piece::Kind::raised : Piece::Kind::lowered);
    if (!script || text[i + 1] != '{') {
      i += script ? 1 : 0;
      take(i);
      continue;
    }
    for (i += 2; i < text.size() && text[i] != '}';) take(i);
    i = std::min(i + 1, text.size());
  }
  return pieces;
}

std::string plain_of_gnuplot_text(std::string_view enhanced) {
  std::string result;
  for (const Piece& piece : pieces_of_gnuplot_text(enhanced)) result += piece.text;
  return result;
}

}  // namespace featdyn::verify
