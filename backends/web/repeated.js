// Runs a program in an engine that can not wait while WebAssembly runs: when there is nothing to read, the program is given
// up, and begun anew when there is. It comes to the same place, because everything that could be different, the time for
// one, is what it was before; and what it has printed before is not shown again.
import { System } from './system.js';

// What engines give a worker is about half of what the C runtime takes for granted; a suspended program has a whole stack.
const stack = 'WEFT_STACK=400K';

class NothingToRead extends Error {}

// The functions that tell a program something new each time, and the memory (address, bytes) that they say it in.
const sources = {
  clock_time_get: (clock, precision, result) => [result, 8],
  random_get: (buffer, bytes) => [buffer, bytes],
  poll_oneoff: (subscriptions, events, count, result) => [events, 32 * count],
};

export async function runRepeated(module, surroundings, page) {
  const lines = [];
  const recording = [];
  let shown = 0;
  for (;;) {
    let written = 0;
    const system = new System({ ...surroundings, environment: [stack] }, bytes => {
      const fresh = bytes.subarray(Math.min(Math.max(shown - written, 0), bytes.length));
      written += bytes.length;
      if (!page.hasRoom) page.pause();
      if (fresh.length > 0) page.write(fresh);
      shown = Math.max(shown, written);
    });
    const instance = await WebAssembly.instantiate(module, { wasi_snapshot_preview1: functions(system, lines, recording) });
    system.wasi.inst = instance;
    try {
      instance.exports._start();
      return;
    } catch (error) {
      if (!(error instanceof NothingToRead)) throw error;
    }
    lines.push(await page.line());
  }
}

function functions(system, lines, recording) {
  const original = system.wasi.wasiImport;
  const result = { ...original };
  let nextLine = 0, nextCall = 0;
  result.fd_read = (descriptor, ...rest) => {
    if (system.readsInput(descriptor) && !system.input.isReady) {
      if (nextLine === lines.length) throw new NothingToRead();
      system.input.add(lines[nextLine++]);
    }
    return original.fd_read(descriptor, ...rest);
  };
  for (const [name, place] of Object.entries(sources))
    result[name] = (...request) => {
      const memory = () => new Uint8Array(system.wasi.inst.exports.memory.buffer, ...place(...request));
      if (nextCall === recording.length) {
        const status = original[name](...request);
        recording.push({ status, said: memory().slice() });
      }
      const { status, said } = recording[nextCall++];
      memory().set(said);
      return status;
    };
  return result;
}
