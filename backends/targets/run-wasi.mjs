// Runs a program for wasm32-wasi under Node, which run-wasi.sh starts: node --no-warnings run-wasi.mjs PROGRAM ARGUMENT...
// It sees all of the file system.
import { readFileSync } from 'node:fs';
import { WASI } from 'node:wasi';

const [program, ...args] = process.argv.slice(2);
const wasi = new WASI({
  version: 'preview1',
  args: [program, ...args],
  env: { ...process.env, PWD: process.cwd() },
  preopens: { '/': '/' },
  // Leaving at once would be in the way of threads that still compile.
  returnOnExit: true,
});
globalThis.wasi = wasi;  // a garbage collection while the program runs must not find it dead
const module = new WebAssembly.Module(readFileSync(program));
const functions = { wasi_snapshot_preview1: wasi.wasiImport };
process.exitCode = wasi.start(new WebAssembly.Instance(module, functions));
