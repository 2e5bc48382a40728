/** A `fetch` that keeps the parsed body of each request that has been answered. */
export function recordedFetch(): { readonly send: typeof fetch; readonly bodies: readonly Record<string, unknown>[] } {
  const bodies: Record<string, unknown>[] = [];
  const send: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    bodies.push(JSON.parse(String(init?.body)));
    return response;
  };
  return { send, bodies };
}
