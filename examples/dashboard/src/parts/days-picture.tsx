import { AxisBottom, AxisLeft } from '@visx/axis';
import { Group } from '@visx/group';
import { scaleBand, scaleLinear } from '@visx/scale';
import { Bar } from '@visx/shape';
import { count, day } from '../format.ts';
import { Picture } from './picture.tsx';

/** A day (2026-03-01), its count, and the part of it that is marked. */
export type DayCount = { readonly day: string; readonly value: number; readonly marked: number };

const HEIGHT = 220;
const MARGIN = { top: 8, bottom: 28, left: 48 };
/** What the name of a day takes, and some air. */
const LABEL_PX = 76;

/** A bar a day, with the marked part of it in red. */
export function DaysPicture({ days }: { readonly days: readonly DayCount[] }) {
  return <Picture height={HEIGHT} draw={(width) => <Bars days={days} width={Math.max(1, width - MARGIN.left)} />} />;
}

function Bars({ days, width }: { readonly days: readonly DayCount[]; readonly width: number }) {
  const height = HEIGHT - MARGIN.top - MARGIN.bottom;
  const names = days.map(({ day }) => day);
  const most = Math.max(1, ...days.map(({ value }) => value));
  const x = scaleBand({ domain: names, range: [0, width], padding: 0.3 });
  const y = scaleLinear({ domain: [0, most], range: [height, 0], nice: 4 });
  const every = Math.ceil((days.length * LABEL_PX) / width);
  const bar = (value: number) => ({ y: y(value), height: height - y(value), width: x.bandwidth(), rx: 2 });
  return (
    <Group left={MARGIN.left} top={MARGIN.top}>
      <AxisLeft
        scale={y}
        numTicks={4}
        hideAxisLine
        hideTicks
        tickFormat={(value) => count(Number(value))}
        tickClassName="tick"
      />
      {y.ticks(4).map((value) => (
        <line key={value} className="grid-line" x2={width} y1={y(value)} y2={y(value)} />
      ))}
      {days.map(({ day, value, marked }) => (
        <Group key={day} left={x(day) ?? 0}>
          <Bar className="fill-accent" {...bar(value)} />
          <Bar className="fill-bad" {...bar(marked)} />
        </Group>
      ))}
      <AxisBottom
        scale={x}
        top={height}
        hideTicks
        stroke="var(--line)"
        tickFormat={day}
        tickValues={names.filter((_, index) => index % every === 0)}
        tickClassName="tick"
      />
    </Group>
  );
}
