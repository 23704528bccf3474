// The worker that a program runs in: it may compute for as long as it likes, and the page stays alive.
import { WASIProcExit } from '@bjorn3/browser_wasi_shim';
import { runRepeated } from './repeated.js';
import { canSuspend, runSuspended } from './suspended.js';

// How much may be under way to the terminal, in bytes, and what each message counts besides those in it.
const mostUnderWay = 1 << 16, messageCost = 64;

// The page as a program sees it.
const page = {
  underWay: 0,
  roomMade: null,
  lineRead: null,

  write(bytes) {
    const cost = bytes.length + messageCost;
    this.underWay += cost;
    postMessage({ output: bytes, cost });
  },
  get hasRoom() {
    return this.underWay < mostUnderWay;
  },
  whenRoom() {
    return new Promise(resolve => (this.roomMade = resolve));
  },
  // For a program that can not wait until it hears from the page: about as long as it takes to show that much.
  pause() {
    const end = performance.now() + 50;
    while (performance.now() < end);
    this.underWay = 0;
  },
  line() {
    postMessage({ reads: true });
    return new Promise(resolve => (this.lineRead = resolve));
  },
};

async function run({ module, ...surroundings }) {
  const runProgram = canSuspend ? runSuspended : runRepeated;
  try {
    await runProgram(module, surroundings, page);
    postMessage({ status: 0 });
  } catch (error) {
    postMessage(error instanceof WASIProcExit ? { status: error.code } : { failure: String(error) });
  }
}

onmessage = ({ data }) => {
  if ('program' in data) {
    run(data.program);
  } else if ('line' in data) {
    page.lineRead(data.line);
  } else {
    page.underWay = Math.max(0, page.underWay - data.shown);
    if (page.hasRoom) page.roomMade?.();
  }
};
