import type { ServerResponse } from 'node:http';
import type { Door } from './door.ts';

/**
 * Waits until the door admits a request, and resolves with what to call when it has its response. Resolves with null if
 * there is no room, or no turn before the deadline (epoch milliseconds). A client that disconnects leaves the queue; its
 * wait does not end.
 */
export function waitForTurn(
  door: Door,
  caller: string,
  deadlineAt: number,
  response: ServerResponse,
): Promise<(() => void) | null> {
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    let admitted = false;
    const leave = door.enter(caller, () => {
      admitted = true;
      clearTimeout(timer);
      resolve(() => leave?.());
    });
    if (leave === null) {
      resolve(null);
      return;
    }
    response.once('close', () => {
      clearTimeout(timer);
      leave();
    });
    if (admitted) return;
    timer = setTimeout(() => {
      leave();
      resolve(null);
    }, deadlineAt - Date.now());
  });
}
