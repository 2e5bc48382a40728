/**
 * Where a text stops being JSON, as `line 3 column 7`; null when it is JSON. The engine's own message may quote the text,
 * secrets and all, and names no place for some errors.
 */
export function jsonErrorPlace(text: string): string | null {
  if (syntaxError(text) === null) return null;
  // The shortest beginning that more text cannot mend ends with the character that is wrong.
  let mendable = 0;
  let wrong = text.length + 1;
  while (wrong - mendable > 1) {
    const middle = Math.floor((mendable + wrong) / 2);
    if (isMendable(text.slice(0, middle))) mendable = middle;
    else wrong = middle;
  }
  const lines = text.slice(0, mendable).split('\n');
  return `line ${lines.length} column ${(lines.at(-1) ?? '').length + 1}`;
}

/** True when the text is the beginning of some JSON: it is whole, or it only ends too early. */
function isMendable(text: string): boolean {
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
