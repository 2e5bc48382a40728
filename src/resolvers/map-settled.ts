/**
 * Maps the items in their order, `atOnce` at a time. Never rejects: the result of an item that failed is its error,
 * which GraphQL reports for that element of the list (Pothos has no type for this). A list of promises is not an
 * alternative: the compiled execution loses some if many reject at once.
 */
export async function mapSettled<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
  atOnce = items.length,
): Promise<readonly R[]> {
  const done: (R | Error)[] = [];
  const queue = items.entries();
  const workThrough = async () => {
    for (const [index, item] of queue) done[index] = await work(item).catch((error: Error) => error);
  };
  await Promise.all(Array.from({ length: atOnce }, workThrough));
  return done as readonly R[];
}
