import { readFileSync } from 'node:fs';

/** What the last stage of the Dockerfile says. */
export type FinalStage = {
  /** What it copies, and where to; `from` is null for what comes out of the repository. */
  readonly copies: readonly {
    readonly from: string | null;
    readonly sources: readonly string[];
    readonly to: string;
  }[];
  readonly environment: Readonly<Record<string, string>>;
  readonly command: readonly string[];
  readonly healthCheck: readonly string[];
  /** The rest of the last line that begins with a word, such as `USER`. */
  word(instruction: string): string;
};

/** Reads as much of the Dockerfile's language as ours uses. */
export function finalStage(): FinalStage {
  const text = readFileSync('Dockerfile', 'utf8')
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '');
  const stage = text.slice(text.lastIndexOf('\nFROM ') + 1).split('\n');
  const all = (instruction: string) =>
    stage.filter((line) => line.startsWith(`${instruction} `)).map((line) => line.slice(instruction.length + 1));
  const word = (instruction: string) => all(instruction).at(-1) ?? '';
  return {
    copies: all('COPY').map((line) => {
      const words = line.split(' ');
      const from = /^--from=(.+)/.exec(words[0] ?? '')?.[1] ?? null;
      const paths = from === null ? words : words.slice(1);
      return { from, sources: paths.slice(0, -1), to: paths.at(-1) ?? '' };
    }),
    environment: Object.fromEntries(all('ENV').flatMap((line) => line.split(' ').map((pair) => pair.split('=')))),
    command: JSON.parse(word('CMD')),
    healthCheck: JSON.parse(word('HEALTHCHECK').replace(/^.* CMD /, '')),
    word,
  };
}
