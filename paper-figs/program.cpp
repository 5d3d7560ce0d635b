#include "paper-figs/program.hpp"

#include "numerics/extensions.hpp"
#include "paper-figs/figure/figures_command.hpp"
#include "verify/command/command_line.hpp"
#include "verify/command/manual.hpp"

namespace featdyn::figures {
namespace {

/// Puts a piece into the table of its kind.
struct Add {
  numerics::Extensions& own;
  void operator()(const numerics::Activation& activation) const {
    own.activations.push_back(activation);
    mention("activation", activation.name);
  }
  void operator()(const numerics::Loss& loss) const {
    own.losses.push_back(loss);
    mention("loss", loss.name);
  }
  void operator()(const numerics::DataModel& model) const {
    own.data_models.push_back(model);
    mention("data", model.name);
  }
  void operator()(const verify::ObservableExtension& observable) const {
    verify::set_observable(observable);
    mention("observable", observable.name);
  }
  void operator()(const FigureSpec& spec) const {
    add_figure(spec);
    mention("figure", spec.name);
  }
  void mention(const std::string& kind, const std::string& name) const {
    own.contents += (own.contents.empty() ? "" : ", ") + kind + " " + name;
  }
};

int add(const Own& own) {
  numerics::Extensions pieces{.version = own.version};
  for (const Piece& piece : own.pieces) std::visit(Add{pieces}, piece);
  if (!own.pieces.empty() && own.version.empty())
    throw numerics::InputError(numerics::extensions_origin,
                               "pieces without a version, read nothing, allowed: a text that changes with "
                               "their sources, such as CMake's featdyn_program() makes");
  numerics::set_extensions(std::move(pieces));
  return 0;
}

}  // namespace

int run_featdyn(int argc, char** argv, const Own& own) {
  if (const int code = verify::guarded([&] { return add(own); }); code != 0) return code;
  std::vector<verify::FigureInfo> drawn;
  for (const FigureSpec& spec : figure_specs()) drawn.push_back({spec.name, spec.title});
  std::vector<verify::Command> commands{
      verify::run_command(),       verify::compare_command(), verify::derive_command(),
      verify::certify_command(),   verify::check_command(),   verify::stationary_command(),
      verify::verify_command(),    verify::theorem_command(), verify::sweep_command(),
      figures_command(),           verify::init_command(),    verify::new_command(drawn),
      verify::list_command(drawn), verify::cite_command()};
  commands.push_back(verify::manual_command(commands));
  return verify::run_program(argc, argv, commands);
}

}  // namespace featdyn::figures
