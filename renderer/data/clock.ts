import type { TrustedClock } from './api.ts';

/** The two clocks of the device: `wallMs` can be set by anybody, `steadyMs` only runs on. */
export interface DeviceClock {
  readonly wallMs: () => number;
  readonly steadyMs: () => number;
}
export const deviceClock: DeviceClock = { wallMs: () => Date.now(), steadyMs: () => performance.now() };

/** What is remembered of the last contact, so that a restart without the server starts from it. */
export interface ClockMemory {
  /** Server time of the last contact. */
  readonly serverMs: number;
  /** Device time minus server time then. */
  readonly deviationMs: number;
}

export interface AnchoredClock extends TrustedClock {
  /** The server's time as an answer carried it, and how long the answer took. */
  readonly anchor: (serverMs: number, roundTripMs: number) => void;
  readonly memory: () => ClockMemory | null;
  readonly lastContactMs: () => number | null;
}

/** If the wall clock and the steady one drift apart by more than this, the device slept or somebody turned the clock. */
const DRIFT_MS = 2_000;

/**
 * The trusted clock (DESIGN §4): the last server time, run on by the steady clock. After a restart without the server it is reckoned from
 * the wall clock less the deviation known last, never earlier than the last contact, and counts as 未核实 until the server is heard.
 */
export function anchoredClock(device: DeviceClock, remembered: ClockMemory | null): AnchoredClock {
  let anchored: { readonly serverMs: number; readonly wallMs: number; readonly steadyMs: number } | null = null;
  let memory = remembered;
  const slept = (): boolean => {
    if (anchored === null) return false;
    const wall = device.wallMs() - anchored.wallMs;
    const steady = device.steadyMs() - anchored.steadyMs;
    return Math.abs(wall - steady) > DRIFT_MS;
  };
  return {
    nowMs: () => {
      if (anchored !== null) return Math.round(anchored.serverMs + device.steadyMs() - anchored.steadyMs);
      if (memory === null) return device.wallMs();
      return Math.max(device.wallMs() - memory.deviationMs, memory.serverMs);
    },
    verified: () => anchored !== null && !slept(),
    deviationMs: () => memory?.deviationMs ?? 0,
    anchor: (serverMs, roundTripMs) => {
      const nowMs = serverMs + roundTripMs / 2;
      const wallMs = device.wallMs();
      anchored = { serverMs: nowMs, wallMs, steadyMs: device.steadyMs() };
      memory = { serverMs: nowMs, deviationMs: Math.round(wallMs - nowMs) };
    },
    memory: () => memory,
    lastContactMs: () => memory?.serverMs ?? null,
  };
}
