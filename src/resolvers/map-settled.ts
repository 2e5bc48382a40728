/**
 * Works through the items, begun in their order, `atOnce` at a time; never rejects. An error stands for an item that
 * failed, which GraphQL takes for the failure of that element of a list and Pothos has no type for. A list of promises
 * will not do: the compiled execution loses some when many of them reject at once.
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
