#include "verify/command/common.hpp"

int main(int argc, char** argv) {
  using namespace featdyn;
  return verify::run_program(argc, argv,
                             {verify::run_command(), verify::derive_command(), verify::init_command(), verify::certify_command(), verify::check_command()});
}
