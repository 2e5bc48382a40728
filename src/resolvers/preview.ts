/** `${{n}}` and, in some templates, `{{n}}`. */
const PLACE = /\$?\{\{\s*(\w+)\s*\}\}/g;

/**
 * `preview`: the text with its numbered places filled, `values[0]` in place 1; places without a value stay as they are.
 * What is filled in is not looked at again. Null when there is no text.
 */
export function resolvePreview(text: string | null, { values }: { readonly values: readonly string[] }): string | null {
  return (
    text?.replace(PLACE, (place, name: string) => (/^\d+$/.test(name) ? (values[Number(name) - 1] ?? place) : place)) ??
    null
  );
}
