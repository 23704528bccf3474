// The same in Java.
final class GcBench {
    static final class Node {
        Node left, right;

        Node(Node left, Node right) {
            this.left = left;
            this.right = right;
        }
    }

    static int sizeOfTree(int depth) {
        return (1 << depth + 1) - 1;
    }

    static void populate(int depth, Node node) {
        if (depth <= 0) return;
        node.left = new Node(null, null);
        node.right = new Node(null, null);
        populate(depth - 1, node.left);
        populate(depth - 1, node.right);
    }

    static Node make(int depth) {
        return depth <= 0 ? new Node(null, null) : new Node(make(depth - 1), make(depth - 1));
    }

    static int count(Node node) {
        return node == null ? 0 : 1 + count(node.left) + count(node.right);
    }

    public static void main(String[] arguments) {
        int largest = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 16;
        Node longLived = new Node(null, null);
        populate(largest, longLived);
        double[] array = new double[500000];
        for (int i = 0; i < array.length / 2; i++) array[i] = 1.0 / (i + 1);
        for (int depth = 4; depth <= largest; depth += 2) {
            int iterations = 2 * sizeOfTree(largest) / sizeOfTree(depth), total = 0;
            for (int i = 0; i < iterations; i++) {
                Node top = new Node(null, null);
                populate(depth, top);
                total += count(top);
            }
            for (int i = 0; i < iterations; i++) total += count(make(depth));
            System.out.println(iterations + " trees of depth " + depth + " " + total);
        }
        System.out.println(count(longLived) + " " + (array[1000] == 1.0 / 1001 ? "True" : "False"));
    }
}
