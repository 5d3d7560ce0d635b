#include "paper-figs/figure.hpp"
#include "paper-figs/figures_command.hpp"
#include "verify/command/common.hpp"

int main(int argc, char** argv) {
  using namespace featdyn;
  std::vector<verify::FigureInfo> drawn;
  for (const auto& recipe : figures::recipes()) drawn.push_back({recipe.name, recipe.title});
  return verify::run_program(
      argc, argv,
      {verify::run_command(), verify::compare_command(), verify::derive_command(), verify::certify_command(),
       verify::check_command(), verify::stationary_command(), verify::verify_command(),
       verify::sweep_command(), figures::figures_command(), verify::init_command(),
       verify::list_command(drawn)});
}
