/** Orders the sandbox at `url` to refuse the next request for handoffs, and the second attempt that a 401 gets. */
export async function failHandoffs(url: string): Promise<void> {
  const fault = { api: 'handoffs', kind: '401', count: 2 };
  await fetch(`${url}/sandbox/faults`, { method: 'POST', body: JSON.stringify(fault) });
}
