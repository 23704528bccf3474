// The same in Go.
package main

import (
	"fmt"
	"os"
	"strconv"
)

type tree struct{ left, right *tree }

func build(depth int) *tree {
	if depth == 0 {
		return &tree{}
	}
	return &tree{build(depth - 1), build(depth - 1)}
}

func (t *tree) check() int {
	if t.left == nil {
		return 1
	}
	return 1 + t.left.check() + t.right.check()
}

func main() {
	depth := 16
	if len(os.Args) > 1 {
		depth, _ = strconv.Atoi(os.Args[1])
	}
	fmt.Println("stretch tree of depth", depth+1, "check", build(depth+1).check())
	longLived := build(depth)
	for current := 4; current <= depth; current += 4 {
		iterations, total := 1<<(depth-current+4), 0
		for i := 0; i < iterations; i++ {
			total += build(current).check()
		}
		fmt.Println(iterations, "trees of depth", current, "check", total)
	}
	fmt.Println("long lived tree of depth", depth, "check", longLived.check())
}
