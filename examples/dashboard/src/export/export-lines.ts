/** How far an export is. */
type Progress = {
  /** Where another request goes on. */
  readonly cursor: string;
  /** The items written by this request. */
  readonly items: number;
  /** ISO 8601. Null if nothing was read yet. */
  readonly through: string | null;
};

/** A line of an export: its head, an item, how far it is, why it broke off, or that it is whole. */
export type ExportLine = {
  readonly export?: {
    readonly cursor: string;
    readonly arguments: { readonly attempted: { readonly start: string; readonly end: string } };
  };
  readonly node?: unknown;
  readonly progress?: Progress;
  readonly error?: { readonly message: string };
  readonly done?: Progress;
  /** The line as it came, without its end. */
  readonly text: string;
};

/** The lines of a streamed export as they arrive. Throws what the gateway refuses, and if the stream ends before it is whole. */
export async function* linesOf(response: Response): AsyncGenerator<ExportLine> {
  if (!response.ok || response.body === null) throw new Error(await refusalOf(response));
  let rest = '';
  let isWhole = false;
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) {
      const line: ExportLine = { ...JSON.parse(text), text };
      if (line.error) throw new Error(line.error.message);
      isWhole = line.done !== undefined;
      yield line;
    }
  }
  if (!isWhole) throw new Error('The connection broke.');
}

/** The gateway’s own words, if its answer has them. */
async function refusalOf(response: Response): Promise<string> {
  const answer = await response.json().catch(() => null);
  return answer?.errors?.[0]?.message ?? `The gateway answered HTTP ${response.status}.`;
}
