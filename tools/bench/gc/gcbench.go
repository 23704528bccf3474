// The same in Go.
package main

import (
	"fmt"
	"os"
	"strconv"
)

type node struct{ left, right *node }

func sizeOfTree(depth int) int { return 1<<(depth+1) - 1 }

func populate(depth int, n *node) {
	if depth <= 0 {
		return
	}
	n.left = &node{}
	n.right = &node{}
	populate(depth-1, n.left)
	populate(depth-1, n.right)
}

func build(depth int) *node {
	if depth <= 0 {
		return &node{}
	}
	return &node{build(depth - 1), build(depth - 1)}
}

func count(n *node) int {
	if n == nil {
		return 0
	}
	return 1 + count(n.left) + count(n.right)
}

func main() {
	largest := 16
	if len(os.Args) > 1 {
		largest, _ = strconv.Atoi(os.Args[1])
	}
	longLived := &node{}
	populate(largest, longLived)
	array := make([]float64, 500000)
	for i := 0; i < len(array)/2; i++ {
		array[i] = 1.0 / float64(i+1)
	}
	for depth := 4; depth <= largest; depth += 2 {
		iterations, total := 2*sizeOfTree(largest)/sizeOfTree(depth), 0
		for i := 0; i < iterations; i++ {
			top := &node{}
			populate(depth, top)
			total += count(top)
		}
		for i := 0; i < iterations; i++ {
			total += count(build(depth))
		}
		fmt.Println(iterations, "trees of depth", depth, total)
	}
	same := "False"
	if array[1000] == 1.0/1001 {
		same = "True"
	}
	fmt.Println(count(longLived), same)
}
