// Splits a command line into words, as a shell does with quotes and backslashes.
export function wordsOf(text) {
  const pieces = /'(?<plain>[^']*)'?|"(?<quoted>(?:\\.|[^"\\])*)"?|\\(?<escaped>.)|(?<space>\s+)|(?<rest>[^\s'"\\]+|\\$)/gsu;
  const words = [];
  let word = null;
  for (const { groups } of text.matchAll(pieces)) {
    if (groups.space !== undefined) {
      if (word !== null) words.push(word);
      word = null;
    } else {
      word = (word ?? '') + (groups.plain ?? groups.quoted?.replace(/\\(.)/gsu, '$1') ?? groups.escaped ?? groups.rest);
    }
  }
  if (word !== null) words.push(word);
  return words;
}
