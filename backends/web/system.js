// What a program finds around it: descriptors, files and WASI's functions.
import { ConsoleStdout, Directory, Fd, File, PreopenDirectory, WASI, wasi as abi } from '@bjorn3/browser_wasi_shim';

// Standard input as a terminal has it: what was typed so far, a line at a time, and perhaps its end.
export class StandardInput extends Fd {
  #text = new Uint8Array();
  #hasEnded = false;

  // Whether there is something to read, or its end.
  get isReady() {
    return this.#text.length > 0 || this.#hasEnded;
  }

  // A line as bytes; null for the end of the input, which is read once and not for ever, as with a terminal.
  add(line) {
    if (line === null) this.#hasEnded = true;
    else this.#text = joined(this.#text, line);
  }

  fd_fdstat_get() {
    const fdstat = new abi.Fdstat(abi.FILETYPE_CHARACTER_DEVICE, 0);
    fdstat.fs_rights_base = BigInt(abi.RIGHTS_FD_READ);
    return { ret: abi.ERRNO_SUCCESS, fdstat };
  }

  fd_filestat_get() {
    return { ret: abi.ERRNO_SUCCESS, filestat: new abi.Filestat(0n, abi.FILETYPE_CHARACTER_DEVICE, 0n) };
  }

  fd_read(size) {
    const line = this.#text.indexOf(10) + 1 || this.#text.length;
    const data = this.#text.slice(0, Math.min(size, line));
    this.#text = this.#text.slice(data.length);
    if (data.length === 0) this.#hasEnded = false;
    return { ret: abi.ERRNO_SUCCESS, data };
  }
}

function joined(first, second) {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

// A folder of files by their paths, "lib/list.scm".
function folder(files) {
  const root = new Directory([]);
  for (const { path, bytes } of files) {
    const names = path.split('/').filter(name => name);
    let place = root;
    for (const name of names.slice(0, -1)) {
      if (!(place.contents.get(name) instanceof Directory)) place.contents.set(name, new Directory([]));
      place = place.contents.get(name);
    }
    place.contents.set(names.at(-1), new File(bytes));
  }
  return root.contents;
}

// One run's: `write` is called with bytes for standard output and standard error.
export class System {
  constructor({ args, files, environment = [] }, write) {
    this.input = new StandardInput();
    const output = () => new ConsoleStdout(write);
    this.wasi = new WASI(args, ['PWD=/', 'TERM=xterm-256color', ...environment],
      [this.input, output(), output(), new PreopenDirectory('/', folder(files))], { debug: false });
  }

  readsInput(descriptor) {
    return this.wasi.fds[descriptor] === this.input;
  }
}
