// The page: a terminal, the program's arguments and files, and a worker for each time that the program runs.
import { FitAddon } from '@xterm/addon-fit';
import { Terminal } from '@xterm/xterm';
import { Console } from './console.js';
import { Files } from './files.js';
import { canSuspend } from './suspended.js';
import { wordsOf } from './words.js';

const element = id => document.getElementById(id);
const program = element('program');
const name = program.dataset.name;
// The text is put in when the page is made (build.mjs).
const workerUrl = URL.createObjectURL(new Blob([WORKER_SOURCE], { type: 'text/javascript' }));

const terminal = new Terminal({
  convertEol: true, cursorBlink: true, fontFamily: 'ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace',
  fontSize: 14, scrollback: 10000, theme: { background: '#16181d', foreground: '#dfe2e8', cursor: '#e8b04b' },
});
const fit = new FitAddon();
const keyboard = new Console(terminal, stop);
const files = new Files({
  button: element('add'), chooser: element('chooser'), list: element('files'),
  onUnreadable: name => note(`[can not read ${name}]`),
});
let worker = null;
let lastNote = Promise.resolve();

async function unpacked(base64) {
  const packed = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate'));
  return WebAssembly.compile(await new Response(stream).arrayBuffer());
}

// What stands behind `#` as it was meant, or as it is if it is not written as addresses are.
function argumentsInAddress() {
  const text = location.hash.slice(1);
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function showState(text, isRunning) {
  element('state').textContent = text;
  element('stop').disabled = !isRunning;
  element('run').textContent = isRunning ? 'Restart' : 'Run';
}

const dim = text => `\x1b[2m${text}\x1b[22m`;

const write = text => new Promise(resolve => terminal.write(text, resolve));

// On a line of its own: where the cursor is, is known when everything before has been written.
function note(text) {
  lastNote = lastNote.then(() => write('')).then(
    () => write(`${terminal.buffer.active.cursorX > 0 ? '\n' : ''}${dim(text)}\n`));
  return lastNote;
}

function end(text) {
  worker.terminate();
  worker = null;
  keyboard.abandon();
  note(`[${text}]`);
  showState(text, false);
}

function stop() {
  if (worker !== null) end('stopped');
}

async function passLine(reader) {
  showState('waits for input', true);
  const line = await keyboard.readLine();
  if (worker !== reader) return;
  showState('runs', true);
  reader.postMessage({ line: line === null ? null : new TextEncoder().encode(`${line}\n`) });
}

function receive(sender, data) {
  if (worker !== sender) return;
  if ('output' in data) terminal.write(data.output, () => sender.postMessage({ shown: data.cost }));
  else if ('reads' in data) passLine(sender);
  else if ('status' in data) end(`exit status ${data.status}`);
  else end(`ended by the engine: ${data.failure}`);
}

async function run() {
  const module = await compiled;
  stop();
  const given = element('arguments').value;
  const started = worker = new Worker(workerUrl);
  started.onmessage = ({ data }) => receive(started, data);
  showState('runs', true);
  terminal.focus();
  await note(`$ ${[name, given].join(' ').trim()}`);
  started.postMessage({ program: { module, args: [name, ...wordsOf(given)], files: files.all() } });
}

const compiled = unpacked(program.textContent);
terminal.loadAddon(fit);
terminal.open(element('terminal'));
new ResizeObserver(() => fit.fit()).observe(element('terminal'));
element('arguments').value = argumentsInAddress();
element('command').onsubmit = event => {
  event.preventDefault();
  run();
};
element('stop').onclick = stop;
if (!canSuspend) element('repeats').hidden = false;
fit.fit();
run();
