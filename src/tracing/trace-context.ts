import type { IncomingHttpHeaders } from 'node:http';

/** Where a request stands in a trace that others began (W3C Trace Context). */
export type TraceContext = {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits: the span of whoever asks. */
  readonly spanId: string;
  /** Whether that one's spans are recorded. */
  readonly sampled: boolean;
  /** What vendors keep beside it, to be passed on; null when there is nothing. */
  readonly traceState: string | null;
};

/** Version, trace, span, flags; what follows is for versions to come. */
const TRACEPARENT = /^([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(-.*)?$/;

/** The trace that a request belongs to; null when it says none, or says it wrongly. Never throws. */
export function readTraceContext({ traceparent, tracestate }: IncomingHttpHeaders): TraceContext | null {
  const [whole, version, traceId = '', spanId = '', flags = '', more] =
    (typeof traceparent === 'string' && TRACEPARENT.exec(traceparent)) || [];
  if (whole === undefined || version === 'ff' || (version === '00' && more !== undefined)) return null;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return null;
  const sampled = (Number.parseInt(flags, 16) & 1) === 1;
  return { traceId, spanId, sampled, traceState: readTraceState([tracestate ?? []].flat().join(',')) };
}

/** The headers by which a span hands its trace on; printed as version 00, whatever version came. */
export function traceHeaders(
  { traceId, spanId, sampled }: Omit<TraceContext, 'traceState'>,
  traceState: string | null,
): Readonly<Record<string, string>> {
  const traceparent = `00-${traceId}-${spanId}-${sampled ? '01' : '00'}`;
  return traceState === null ? { traceparent } : { traceparent, tracestate: traceState };
}

const MOST_MEMBERS = 32;
const MOST_CHARACTERS = 512;
/** Longer members go first when there is too much. */
const LONG_MEMBER = 128;

const MEMBER = /^(?:[a-z][\w*/-]{0,255}|[a-z\d][\w*/-]{0,240}@[a-z][\w*/-]{0,13})=[ -+\--<>-~]{0,255}[!-+\--<>-~]$/;

/** A list of members, or null: for an empty one, and for one with a faulty member or more than 32, as the law has it. */
function readTraceState(header: string): string | null {
  const members = header
    .split(',')
    .map((member) => member.replace(/^[ \t]+|[ \t]+$/g, ''))
    .filter((member) => member !== '');
  if (members.length > MOST_MEMBERS || !members.every(isMember)) return null;
  return cut(members).join(',') || null;
}

function isMember(member: string): boolean {
  return MEMBER.test(member) && !/[A-Z]/.test(member.slice(0, member.indexOf('=')));
}

/** At most 512 characters in whole members: without the long ones, then without the last ones. */
function cut(members: readonly string[]): readonly string[] {
  if (members.join(',').length <= MOST_CHARACTERS) return members;
  const kept = members.filter(({ length }) => length <= LONG_MEMBER);
  while (kept.join(',').length > MOST_CHARACTERS) kept.pop();
  return kept;
}
