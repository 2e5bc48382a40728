import { AxisBottom } from '@visx/axis';
import { Group } from '@visx/group';
import { scalePoint, scaleTime } from '@visx/scale';
import { timeOfDay } from '../format.ts';
import { Picture } from '../parts/picture.tsx';
import type { JourneyEvent } from './journey-events.ts';

const LANE = 40;
const AXIS = 30;
const PAD = 12;
/** What a time takes on the axis, and some air. */
const TICK_PX = 110;

/** The events on one axis of time, a lane for each message, call and alert. */
export function JourneyPicture({ events }: { readonly events: readonly JourneyEvent[] }) {
  const lanes = new Map(events.map(({ lane }) => [lane.key, lane.name]));
  return (
    <Picture
      height={lanes.size * LANE + AXIS}
      draw={(width) => <Lanes lanes={lanes} events={events} width={Math.max(2 * PAD, width)} />}
    />
  );
}

function Lanes({
  lanes,
  events,
  width,
}: {
  /** The names by the keys. */
  readonly lanes: ReadonlyMap<string, string>;
  readonly events: readonly JourneyEvent[];
  readonly width: number;
}) {
  const height = lanes.size * LANE;
  const times = events.map(({ time }) => Date.parse(time));
  const x = scaleTime({ domain: [Math.min(...times), Math.max(...times) + 1], range: [PAD, width - PAD] });
  const y = scalePoint({ domain: [...lanes.keys()], range: [0, height], padding: 0.5 });
  return (
    <>
      {[...lanes].map(([lane, name]) => {
        const points = events.filter((event) => event.lane.key === lane);
        const at = points.map(({ time }) => x(new Date(time)));
        return (
          <Group key={lane} top={y(lane) ?? 0}>
            <text className="faint" x={PAD} y={-8}>
              {name}
            </text>
            <line className="lane" x1={Math.min(...at)} x2={Math.max(...at)} y1={4} y2={4} />
            {points.map(({ key, isBad, isSure }, index) => (
              <circle
                key={key}
                className={`${isBad ? 'fill-bad' : 'fill-accent'} ${isSure ? '' : 'hollow'}`}
                cx={at[index]}
                cy={4}
                r={5}
              />
            ))}
          </Group>
        );
      })}
      <AxisBottom
        scale={x}
        top={height}
        numTicks={Math.max(2, Math.floor(width / TICK_PX))}
        stroke="var(--line)"
        tickStroke="var(--line)"
        tickFormat={(time) => timeOfDay(Number(time))}
        tickClassName="tick"
      />
    </>
  );
}
