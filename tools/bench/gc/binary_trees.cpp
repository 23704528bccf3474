// The same with `new` and `delete`.
#include <cstdio>
#include <cstdlib>

namespace {

struct Tree {
  Tree* left;
  Tree* right;
};

Tree* make(int depth) {
  return depth == 0 ? new Tree{nullptr, nullptr} : new Tree{make(depth - 1), make(depth - 1)};
}

long check(const Tree* tree) { return tree->left == nullptr ? 1 : 1 + check(tree->left) + check(tree->right); }

void destroy(Tree* tree) {
  if (tree == nullptr) return;
  destroy(tree->left);
  destroy(tree->right);
  delete tree;
}

long check_once(int depth) {
  Tree* tree = make(depth);
  long result = check(tree);
  destroy(tree);
  return result;
}

}  // namespace

int main(int argc, char** argv) {
  int depth = argc > 1 ? std::atoi(argv[1]) : 16;
  std::printf("stretch tree of depth %d check %ld\n", depth + 1, check_once(depth + 1));
  Tree* long_lived = make(depth);
  for (int current = 4; current <= depth; current += 4) {
    long iterations = 1L << (depth - current + 4), total = 0;
    for (long i = 0; i < iterations; ++i) total += check_once(current);
    std::printf("%ld trees of depth %d check %ld\n", iterations, current, total);
  }
  std::printf("long lived tree of depth %d check %ld\n", depth, check(long_lived));
  destroy(long_lived);
}
