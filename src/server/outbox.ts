/** What is written at the end of this turn of the event loop. */
let outbox: (() => void)[] = [];

/**
 * Writes a response at the end of this turn of the event loop, together with the others of this turn. Each write by itself
 * would wake its client, which takes longer than everything else that a ready answer needs; of several in a row, only the
 * first does.
 */
export function postLater(write: () => void): void {
  if (outbox.push(write) === 1) setImmediate(post);
}

function post(): void {
  const writes = outbox;
  outbox = [];
  for (const write of writes) write();
}
