import { readFileSync, rmSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { headLine, resumePoint } from './export-file.ts';
import { type ControlLine, progressBar } from './export-progress.ts';

const USAGE = `npm run export -- --url URL --query FILE --out FILE [options]

  --url URL            the GraphQL endpoint, for example http://127.0.0.1:4000/graphql
  --query FILE         a query with one connection; or --document-id ID of a trusted document
  --variables JSON     the variables of the query
  --operation NAME     the operation, if the query has several
  --out FILE           the file to write; it must not exist, except with --resume
  --csv                CSV instead of JSON lines
  --resume             continue a file of JSON lines

The environment variable GATEWAY_TOKEN has the bearer token, if the gateway needs one.
Ends with 0 if the file is whole, with 1 if it is not, with 2 if the command is wrong.`;

/** The command is wrong. */
const MISUSED = 2;

const { values } = parse();
const { url, query, variables, operation, out, csv = false, resume = false } = values;
const documentId = values['document-id'];
if (url === undefined || out === undefined || (query === undefined) === (documentId === undefined)) end(MISUSED, USAGE);
if (csv && resume)
  end(MISUSED, '--resume needs JSON lines: CSV has no cursors. docs/export.md says how to resume CSV.');

const file = await openOut(out);
const head = resume ? await headLine(file) : '';
if (head === null) end(MISUSED, `--out: ${out} is no export in JSON lines, so it is left as it is.`);
const point = resume ? await resumePoint(file) : null;
if (point?.cursor === null) end(0, `${out} is whole.`);
const response = await post(point?.cursor ?? null);
if (!response.ok || response.body === null) endUnwritten(1, await failureOf(response));
await file.truncate(point?.bytes ?? 0);
process.exitCode = await save(response.body, file, point?.bytes ?? 0);

function parse() {
  try {
    return parseArgs({
      options: {
        url: { type: 'string' },
        query: { type: 'string' },
        'document-id': { type: 'string' },
        variables: { type: 'string' },
        operation: { type: 'string' },
        out: { type: 'string' },
        csv: { type: 'boolean' },
        resume: { type: 'boolean' },
      },
    });
  } catch (error) {
    return end(MISUSED, `${(error as Error).message}\n\n${USAGE}`);
  }
}

function end(code: number, sentence: string): never {
  console.error(sentence);
  process.exit(code);
}

/** Ends before anything was written. */
function endUnwritten(code: number, sentence: string): never {
  if (!resume && out !== undefined) rmSync(out);
  return end(code, sentence);
}

async function openOut(path: string): Promise<FileHandle> {
  try {
    return await open(path, resume ? 'r+' : 'wx+');
  } catch (error) {
    return end(MISUSED, `--out: ${(error as Error).message}`);
  }
}

async function post(after: string | null): Promise<Response> {
  const { GATEWAY_TOKEN: token } = process.env;
  const headers = {
    accept: csv ? 'text/csv' : 'application/x-ndjson',
    'content-type': 'application/json',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  try {
    const text = query === undefined ? undefined : readFileSync(query, 'utf8');
    const given = variables === undefined ? undefined : JSON.parse(variables);
    const body = JSON.stringify({ query: text, documentId, variables: given, operationName: operation, after });
    return await fetch(`${url}/export`, { method: 'POST', headers, body });
  } catch (error) {
    const { message, cause } = error as Error & { cause?: Error };
    return endUnwritten(cause === undefined ? MISUSED : 1, cause?.message || message);
  }
}

/** What the gateway says of a request that it refuses. */
async function failureOf(response: Response): Promise<string> {
  const text = await response.text();
  try {
    const { errors } = JSON.parse(text) as { errors: { message: string; extensions: { code: string } }[] };
    return errors.map(({ message, extensions }) => `${extensions.code}: ${message}`).join('\n');
  } catch {
    return `HTTP ${response.status}`;
  }
}

/** Writes the export into the file, as fast as the disk takes it. Returns the exit code. */
async function save(body: NonNullable<Response['body']>, to: FileHandle, start: number): Promise<number> {
  const show = process.stderr.isTTY ? progressBar(process.stderr) : () => {};
  const last: { line: ControlLine } = { line: {} };
  const read = controlLines((line) => {
    last.line = line;
    if (line.export !== undefined && head && !isSame(line, JSON.parse(head)))
      end(MISUSED, `--resume: ${out} is an export of another query, or with other variables.`);
    show(line);
  });
  let broken: Error | null = null;
  const seen = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      if (!csv) read(Buffer.from(chunk));
      yield chunk;
    }
  };
  try {
    await pipeline(body, seen, to.createWriteStream({ start }));
  } catch (error) {
    broken = error as Error;
  }
  const { done, error } = last.line;
  if (broken === null && (csv || done !== undefined)) return tell(done);
  const reason =
    error === undefined
      ? `The transfer broke off: ${broken?.message ?? 'it ended early'}`
      : `${error.code}: ${error.message}`;
  console.error(csv ? reason : `${reason}\nRun the same command with --resume to continue.`);
  return 1;
}

/** Whether two exports are of the same question: an export that goes on has another cursor. */
function isSame(...lines: readonly ControlLine[]): boolean {
  const [one, other] = lines.map((line) => ({ ...line.export, cursor: null }));
  return isDeepStrictEqual(one, other);
}

/** Warns of what a whole file does not have. */
function tell(done: ControlLine['done']): number {
  if (done?.itemsWithErrors) console.error(`${done.itemsWithErrors} items have errors.`);
  if (done?.redacted) console.error(`Redacted for this caller: ${done.redacted.join(', ')}`);
  return 0;
}

/** Calls `onLine` with each line that is no item. */
function controlLines(onLine: (line: ControlLine) => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0);
  return (chunk) => {
    const bytes = Buffer.concat([rest, chunk]);
    let start = 0;
    for (let lineEnd = bytes.indexOf('\n'); lineEnd >= 0; lineEnd = bytes.indexOf('\n', start)) {
      const line = bytes.subarray(start, lineEnd);
      start = lineEnd + 1;
      if (/^\{"(?:export|progress|done|error)":/.test(line.toString('latin1', 0, 12)))
        onLine(JSON.parse(line.toString()));
    }
    rest = bytes.subarray(start);
  };
}
