// What lies between a keyboard and a program that reads lines: editing, history, and keys that were typed too early.
import { Readline } from 'xterm-readline';

const interrupt = '\x03', endOfInput = '\x04', endOfLine = '\x05', enter = '\r';

export class Console {
  #terminal;
  #onInterrupt;
  #readline = new Readline();
  #edit;              // passes keys to the editor
  #keys = [];         // that nobody has read yet
  #finish = null;     // takes the line that is being edited, or null

  constructor(terminal, onInterrupt) {
    this.#terminal = terminal;
    this.#onInterrupt = onInterrupt;
    this.#readline.activate(this.#asSeenByEditor());
    terminal.onData(data => this.#typed(data));
  }

  // Reads a line without its end; null for the end of the input.
  async readLine() {
    await this.#everythingShown();
    const { buffer } = this.#terminal;
    const row = buffer.active.getLine(buffer.active.baseY + buffer.active.cursorY);
    // The editor writes all of the row that the cursor is in, so what the program wrote there is its prompt.
    const prompt = row.translateToString(false, 0, buffer.active.cursorX);
    this.#readline.read(prompt);  // what it promises is got sooner in #passKeys
    await this.#everythingShown();
    return new Promise(resolve => {
      this.#finish = line => {
        this.#finish = null;
        resolve(line);
      };
      this.#passKeys();
    });
  }

  // Nobody waits for the line any more.
  abandon() {
    this.#keys = [];
    if (this.#finish === null) return;
    this.#edit(endOfLine);
    this.#finish(null);
  }

  #everythingShown() {
    return new Promise(resolve => this.#terminal.write('', resolve));
  }

  #typed(data) {
    // What is pasted may be several lines. Alt and Enter together are the editor's.
    for (const keys of data.split(/((?<!\x1b)\r|\x03|\x04)/)) {
      if (keys === interrupt) this.#onInterrupt();
      else if (keys !== '') this.#keys.push(keys);
    }
    this.#passKeys();
  }

  #passKeys() {
    while (this.#finish !== null && this.#keys.length > 0) {
      const keys = this.#keys.shift();
      if (keys === enter) this.#enter();
      else if (keys === endOfInput && this.#readline.getLine() === '') this.#finish(null);
      else this.#edit(keys);
    }
  }

  #enter() {
    const line = this.#readline.getLine();
    this.#edit(enter);
    this.#finish(line);
  }

  // The terminal, but for its keys.
  #asSeenByEditor() {
    const terminal = this.#terminal;
    return {
      get cols() { return terminal.cols; },
      get rows() { return terminal.rows; },
      get options() { return terminal.options; },
      get buffer() { return terminal.buffer; },
      write: (text, done) => terminal.write(text, done),
      // What is resized while nothing is edited is not the editor's.
      onResize: listener => terminal.onResize(size => this.#finish !== null && listener(size)),
      attachCustomKeyEventHandler: handler => terminal.attachCustomKeyEventHandler(handler),
      onData: listener => {
        this.#edit = listener;
        return { dispose() {} };
      },
    };
  }
}
