set(sources rational.cpp polynomial.cpp gaussian_moment.cpp kernel.cpp target.cpp matrix_program.cpp entrywise.cpp
  noised.cpp differentiate.cpp denoiser.cpp margin_loss.cpp classifier.cpp descent.cpp vector_descent.cpp model.cpp
  stationary.cpp derivation.cpp latex_document.cpp latex_pieces.cpp python_source.cpp sympy_source.cpp dynamics_text.cpp formula/nearest.cpp formula/lexer.cpp
  formula/names.cpp formula/theorem_names.cpp formula/cursor.cpp formula/value_grammar.cpp formula/operand_grammar.cpp
  formula/statement_grammar.cpp formula/binding_grammar.cpp formula/head.cpp formula/parts.cpp formula/same.cpp
  formula/strength.cpp formula/text.cpp formula/latex_name.cpp formula/latex.cpp formula/latex_statement.cpp
  formula/constant.cpp formula/index_sense.cpp formula/sense.cpp formula/used.cpp formula/scale.cpp
  formula/measured.cpp)
set(headers notation.hpp rational.hpp polynomial.hpp gaussian_moment.hpp kernel.hpp target.hpp matrix_program.hpp
  entrywise.hpp noised.hpp differentiate.hpp denoiser.hpp margin_loss.hpp classifier.hpp descent.hpp model.hpp
  stationary.hpp derivation.hpp latex_pieces.hpp python_source.hpp formula/expression.hpp formula/statement.hpp formula/parts.hpp
  formula/slots.hpp formula/error.hpp formula/lexer.hpp formula/names.hpp formula/grammar.hpp
  formula/grammar_rules.hpp formula/text.hpp formula/latex.hpp formula/latex_writer.hpp formula/constant.hpp
  formula/index_sense.hpp formula/sense.hpp formula/scale.hpp formula/measured.hpp)
