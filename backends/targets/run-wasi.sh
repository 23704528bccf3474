# Runs a program for wasm32-wasi under Node: sh run-wasi.sh PROGRAM ARGUMENT...

# Node reserves 10 GB of addresses for a program's memory, however little of that is used.
ulimit -S -v unlimited

# As much stack as other programs have: eight times what V8 takes, if the system gives Node that and more.
if ulimit -S -s 16384; then
  stack=--stack-size=8000
  export WEFT_STACK="${WEFT_STACK:-8000K}"
fi

# V8's short way from WebAssembly into Node's WASI ends the process, now and then, if JavaScript's memory was collected while
# the program ran (nodejs/node#53087), as it is when the program's memory grows.
exec node --no-warnings --no-turbo-fast-api-calls $stack "${0%/*}/run-wasi.mjs" "$@"
