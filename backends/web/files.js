// The files that a user has given to the program: chosen with a button, or dropped onto the page.
export class Files {
  #files = new Map();  // bytes by name
  #list;
  #onUnreadable;

  constructor({ button, chooser, list, onUnreadable }) {
    this.#list = list;
    this.#onUnreadable = onUnreadable;
    button.onclick = () => chooser.click();
    chooser.onchange = async () => {
      await this.add(chooser.files);
      chooser.value = '';  // the same file again is a change, too
    };
    document.ondragover = event => event.preventDefault();
    document.ondrop = event => {
      event.preventDefault();
      this.add(event.dataTransfer.files);
    };
  }

  async add(files) {
    for (const file of [...files]) {
      try {
        this.#files.set(file.name, new Uint8Array(await file.arrayBuffer()));
      } catch {
        this.#onUnreadable(file.name);  // a folder, for one
      }
    }
    this.#show();
  }

  all() {
    return [...this.#files].map(([path, bytes]) => ({ path, bytes }));
  }

  #show() {
    this.#list.replaceChildren(...[...this.#files.keys()].map(name => {
      const entry = document.createElement('button');
      entry.textContent = name;
      entry.title = `Take ${name} away`;
      entry.onclick = () => {
        this.#files.delete(name);
        this.#show();
      };
      return entry;
    }));
  }
}
