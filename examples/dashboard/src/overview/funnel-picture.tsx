import { Group } from '@visx/group';
import { scaleBand, scaleLinear } from '@visx/scale';
import { Bar } from '@visx/shape';
import { count, percent } from '../format.ts';
import { Picture } from '../parts/picture.tsx';

/** A step of the funnel: its count now and before, and the share of an earlier step that it is. */
export type StepCount = {
  readonly name: string;
  readonly value: number;
  /** Null if there is no period before. */
  readonly was: number | null;
  /** 0 to 1. Null for the first step, and of nothing. */
  readonly share: number | null;
  /** The name of that earlier step. */
  readonly of: string;
};

const ROW = 44;
const NAME_PX = 84;
const FIGURES_PX = 118;

/** A bar a step, with its name before and its figures behind it, and a line where the period before ended. */
export function FunnelPicture({ steps }: { readonly steps: readonly StepCount[] }) {
  return <Picture height={steps.length * ROW} draw={(width) => <Bars steps={steps} width={width} />} />;
}

function Bars({ steps, width }: { readonly steps: readonly StepCount[]; readonly width: number }) {
  const length = Math.max(1, width - NAME_PX - FIGURES_PX);
  const most = Math.max(1, ...steps.flatMap(({ value, was }) => [value, was ?? 0]));
  const x = scaleLinear({ domain: [0, most], range: [0, length] });
  const y = scaleBand({ domain: steps.map(({ name }) => name), range: [0, steps.length * ROW], padding: 0.4 });
  const height = y.bandwidth();
  return steps.map(({ name, value, was, share, of }) => (
    <Group key={name} top={y(name) ?? 0}>
      <text y={height / 2} dy="0.35em">
        {name}
      </text>
      <Bar className="fill-track" x={NAME_PX} width={length} height={height} rx={4} />
      <Bar className="fill-accent" x={NAME_PX} width={x(value)} height={height} rx={4} />
      {was !== null && <Bar className="fill-before" x={NAME_PX + x(was) - 1} y={-4} width={2} height={height + 8} />}
      <text className="strong" x={width} y={share === null ? height / 2 : 4} dy="0.35em" textAnchor="end">
        {count(value)}
      </text>
      {share !== null && (
        <text className="faint" x={width} y={21} dy="0.35em" textAnchor="end">
          {percent(share)} of {of}
        </text>
      )}
    </Group>
  ));
}
