#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace featdyn::verify {

/// A name or sign of the plain text that claims are written in, and how it is printed.
struct Symbol {
  std::string_view plain, unicode, tex;
};

/// A piece of such a text: as it stands, a symbol, or something raised or lowered.
struct Piece {
  enum class Kind { text, symbol, raised, lowered };
  Kind kind;
  std::string text;                ///< as it was written, without ^ or _
  const Symbol* symbol = nullptr;  ///< of a symbol, or of a raised or lowered one
};

/// "n SNR^2 >= sigma_xi" cut into pieces: Greek names and comparison signs are symbols; ^ and _ raise and
/// lower a number, a bracket, one or two letters, or a symbol.
std::vector<Piece> pieces_of(std::string_view text);

/// The same for the labels of gnuplot's enhanced text.
std::string gnuplot_text(std::string_view text);
/// gnuplot's enhanced text cut into what it raises, lowers and leaves: the way back from gnuplot_text().
std::vector<Piece> pieces_of_gnuplot_text(std::string_view enhanced);
/// The same without marks: for alternative texts.
std::string plain_of_gnuplot_text(std::string_view enhanced);

}  // namespace featdyn::verify
