#include "theory/formula/error.hpp"
#include "theory/formula/grammar.hpp"
#include "theory/formula/lexer.hpp"

namespace featdyn::formula {
namespace {

class HeadReader {
 public:
  explicit HeadReader(const std::string& text) : all_(tokens(text)) {}

  DefinitionHead read() {
    if (now().kind == Token::Kind::word && Vocabulary::is_reserved(now().text))
      throw FormulaError(now().place, "a word of the language", "'" + now().text + "'", "another name");
    DefinitionHead head{word(), {}, ""};
    if (symbol("[")) {
      do head.indices.push_back(index(false));
      while (symbol(","));
      if (!symbol("]")) refuse();
    }
    if (symbol("(")) {
      head.step = index(true);
      if (!symbol(")")) refuse();
    }
    if (now().kind != Token::Kind::end) refuse();
    return head;
  }

 private:
  const Token& now() const { return all_[at_]; }

  [[noreturn]] void refuse() const {
    throw FormulaError(now().place, "not the name of a definition",
                       now().kind == Token::Kind::end ? "the end" : "'" + now().text + "'",
                       "a name, with indices and a step where it has them: T_1, growth[r,p](k)");
  }
  std::string word() {
    if (now().kind != Token::Kind::word || now().text.find('.') != std::string::npos) refuse();
    return all_[at_++].text;
  }
  bool symbol(const char* text) {
    const bool is_it = now().kind == Token::Kind::symbol && now().text == text;
    if (is_it) ++at_;
    return is_it;
  }
  std::string index(bool is_step) {
    const auto kind = index_kind(now().text);
    if (!kind || (*kind == IndexKind::step) != is_step) refuse();
    return word();
  }

  std::vector<Token> all_;
  std::size_t at_ = 0;
};

}  // namespace

DefinitionHead read_head(const std::string& text) {
  return HeadReader(text).read();
}

}  // namespace featdyn::formula
