// Runs a program in an engine that can suspend WebAssembly while JavaScript waits (JSPI).
import { System } from './system.js';

export const canSuspend = typeof WebAssembly.Suspending === 'function' && typeof WebAssembly.promising === 'function';

// `page` is the one of program.js.
export async function runSuspended(module, surroundings, page) {
  const system = new System(surroundings, bytes => page.write(bytes));
  const { fd_read, fd_write } = system.wasi.wasiImport;

  async function readLine(...request) {
    system.input.add(await page.line());
    return fd_read(...request);
  }
  async function writeLater(...request) {
    await page.whenRoom();
    return fd_write(...request);
  }
  const functions = {
    ...system.wasi.wasiImport,
    // What need not wait returns a number, and nothing is suspended.
    fd_read: new WebAssembly.Suspending((descriptor, ...rest) =>
      system.readsInput(descriptor) && !system.input.isReady ? readLine(descriptor, ...rest) : fd_read(descriptor, ...rest)),
    fd_write: new WebAssembly.Suspending((...request) => (page.hasRoom ? fd_write(...request) : writeLater(...request))),
  };
  const instance = await WebAssembly.instantiate(module, { wasi_snapshot_preview1: functions });
  system.wasi.inst = instance;
  await WebAssembly.promising(instance.exports._start)();
}
