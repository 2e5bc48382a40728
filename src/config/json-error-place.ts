/**
 * Where a text stops being JSON, as `line 3 column 7`; null when it is JSON. The engine's own message can quote the text
 * with its secrets, and has no position for some errors.
 */
export function jsonErrorPlace(text: string): string | null {
  if (syntaxError(text) === null) return null;
  // The shortest prefix that cannot be completed to JSON ends with the wrong character.
  let completable = 0;
  let wrong = text.length + 1;
  while (wrong - completable > 1) {
    const middle = Math.floor((completable + wrong) / 2);
    if (isCompletable(text.slice(0, middle))) completable = middle;
    else wrong = middle;
  }
  const lines = text.slice(0, completable).split('\n');
  return `line ${lines.length} column ${(lines.at(-1) ?? '').length + 1}`;
}

/** True when the text is JSON or only ends too early. */
function isCompletable(text: string): boolean {
  const message = syntaxError(text);
  const position = Number(/at position (\d+)/.exec(message ?? '')?.[1] ?? Number.NaN);
  return message === null || message.includes('end of JSON') || position >= text.length;
}

function syntaxError(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return String(error);
  }
}
