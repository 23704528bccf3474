// What coroutines.py does, with goroutines: to begin and end one, and to go to and fro between two.
package main

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

func finish(count int) {
	forth, back := make(chan int), make(chan int)
	for i := 0; i < count; i++ {
		go func() {
			back <- <-forth + 1
		}()
		forth <- i
		<-back
	}
}

func switches(count int) {
	forth, back := make(chan int), make(chan int)
	go func() {
		for value := range forth {
			back <- value
		}
	}()
	for i := 0; i < count/2; i++ {
		forth <- i
		<-back
	}
}

func main() {
	count, _ := strconv.Atoi(os.Args[2])
	began := time.Now()
	if os.Args[1] == "finish" {
		finish(count)
	} else {
		switches(count)
	}
	fmt.Println(float64(time.Since(began).Nanoseconds()) / float64(count))
}
