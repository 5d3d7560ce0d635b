#include "paper-figs/program.hpp"

int main(int argc, char** argv) {
  return featdyn::figures::run_featdyn(argc, argv);
}
