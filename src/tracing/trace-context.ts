import type { IncomingHttpHeaders } from 'node:http';

/** The position of a request in a trace that another service started (W3C Trace Context). */
export type TraceContext = {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** The caller's span, 16 hexadecimal digits. */
  readonly spanId: string;
  /** Whether the caller records its spans. */
  readonly sampled: boolean;
  /** The vendors' `tracestate`, to be passed on; null when there is none. */
  readonly traceState: string | null;
};

/** Version, trace, span and flags; later versions may append more. */
const TRACEPARENT = /^([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(-.*)?$/;

/** The trace context of a request; null when it is missing or invalid. Never throws. */
export function readTraceContext({ traceparent, tracestate }: IncomingHttpHeaders): TraceContext | null {
  const [whole, version, traceId = '', spanId = '', flags = '', more] =
    (typeof traceparent === 'string' && TRACEPARENT.exec(traceparent)) || [];
  if (whole === undefined || version === 'ff' || (version === '00' && more !== undefined)) return null;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return null;
  const sampled = (Number.parseInt(flags, 16) & 1) === 1;
  return { traceId, spanId, sampled, traceState: readTraceState([tracestate ?? []].flat().join(',')) };
}

/** The headers that propagate a span's trace, always in version 00. */
export function traceHeaders(
  { traceId, spanId, sampled }: Omit<TraceContext, 'traceState'>,
  traceState: string | null,
): Readonly<Record<string, string>> {
  const traceparent = `00-${traceId}-${spanId}-${sampled ? '01' : '00'}`;
  return traceState === null ? { traceparent } : { traceparent, tracestate: traceState };
}

const MAX_MEMBERS = 32;
const MAX_CHARACTERS = 512;
/** Members longer than this are dropped first. */
const LONG_MEMBER = 128;

const MEMBER = /^(?:[a-z][\w*/-]{0,255}|[a-z\d][\w*/-]{0,240}@[a-z][\w*/-]{0,13})=[ -+\--<>-~]{0,255}[!-+\--<>-~]$/;

/** The valid `tracestate`; null when it is empty, has an invalid member or more than 32 (W3C Trace Context, tracestate). */
function readTraceState(header: string): string | null {
  const members = header
    .split(',')
    .map((member) => member.replace(/^[ \t]+|[ \t]+$/g, ''))
    .filter((member) => member !== '');
  if (members.length > MAX_MEMBERS || !members.every(isMember)) return null;
  return truncated(members).join(',') || null;
}

function isMember(member: string): boolean {
  return MEMBER.test(member) && !/[A-Z]/.test(member.slice(0, member.indexOf('=')));
}

/** Drops whole members, the long ones and then the last ones, until at most 512 characters are left. */
function truncated(members: readonly string[]): readonly string[] {
  if (members.join(',').length <= MAX_CHARACTERS) return members;
  const short = members.filter(({ length }) => length <= LONG_MEMBER);
  while (short.join(',').length > MAX_CHARACTERS) short.pop();
  return short;
}
