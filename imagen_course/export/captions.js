// Captions as captions.parse reads them, by the same tables: worlds/captions.py grammar().
"use strict";

// The words of what somebody wrote, as captions have them; or an error that says what is not understood.
function wordsOf(text, grammar) {
  let plain = text.toLowerCase();
  for (const [pattern, words] of grammar.otherwise) plain = plain.replace(new RegExp(pattern, "g"), words.replace(/\\(\d)/g, "$$$1"));
  const words = plain.match(/[^\s,]+|,/g) ?? [];
  if (!words.length) throw new Error(`Write what there is to see, such as ${grammar.examples}.`);
  for (const word of words) {
    if (grammar.words.includes(word)) continue;
    const known = grammar.unknown[word];
    throw new Error(`“${word}” cannot be drawn: ${known ? `in captions ${known}` : `captions do not know this word; ${grammar.known}`}. Write such as ${grammar.examples}.`);
  }
  let meant = words.join(" ");
  for (const [pattern, other] of grammar.meant) meant = meant.replace(new RegExp(pattern, "g"), other);
  if (!new RegExp(`^(?:${grammar.whole})$`).test(meant))
    throw new Error(`“${words.join(" ").replaceAll(" ,", ",")}” cannot be read: say how many there are of what, and where they lie, as in ${grammar.examples}.`);
  const objects = meant.match(/\w+/g).reduce((sum, word) => sum + (grammar.counts[word] ?? 0), 0);
  if (objects > grammar.most) throw new Error(`There are ${grammar.most} objects at the most, the sentence names ${objects}: leave some out.`);
  if (words.length >= grammar.length) throw new Error(`A sentence has ${grammar.length - 1} words at the most, this one has ${words.length}.`);
  return words;
}

// Words as numbers: 0 is padding, 1 the start.
const idsOf = (words, grammar) => Array.from({ length: grammar.length }, (_, i) =>
  i === 0 ? 1 : i <= words.length ? 2 + grammar.words.indexOf(words[i - 1]) : 0);

// What a word can be changed to, so that a caption stays one.
function othersFor(words, at, grammar) {
  const group = grammar.groups.find(each => each.includes(words[at])) ?? [];
  return group.filter(word => {
    if (word === words[at]) return false;
    try {
      return wordsOf(words.map((each, i) => i === at ? word : each).join(" "), grammar).length === words.length;
    } catch {
      return false;
    }
  });
}
