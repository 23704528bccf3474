// The same in Java.
final class BinaryTrees {
    static final class Tree {
        final Tree left, right;

        Tree(Tree left, Tree right) {
            this.left = left;
            this.right = right;
        }

        int check() {
            return left == null ? 1 : 1 + left.check() + right.check();
        }
    }

    static Tree make(int depth) {
        return depth == 0 ? new Tree(null, null) : new Tree(make(depth - 1), make(depth - 1));
    }

    public static void main(String[] arguments) {
        int depth = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 16;
        System.out.println("stretch tree of depth " + (depth + 1) + " check " + make(depth + 1).check());
        Tree longLived = make(depth);
        for (int current = 4; current <= depth; current += 4) {
            int iterations = 1 << (depth - current + 4), total = 0;
            for (int i = 0; i < iterations; i++) total += make(current).check();
            System.out.println(iterations + " trees of depth " + current + " check " + total);
        }
        System.out.println("long lived tree of depth " + depth + " check " + longLived.check());
    }
}
