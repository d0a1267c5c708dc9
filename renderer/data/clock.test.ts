import { describe, expect, it } from 'vitest';
import { anchoredClock, type DeviceClock } from './clock.ts';

function aDevice(
  wall: number,
  steady: number,
): DeviceClock & { pass: (ms: number) => void; turn: (ms: number) => void } {
  return {
    wallMs: () => wall,
    steadyMs: () => steady,
    pass: (ms) => {
      wall += ms;
      steady += ms;
    },
    turn: (ms) => {
      wall += ms;
    },
  };
}

describe('the trusted clock', () => {
  it('runs on from the server time, whatever the device says', () => {
    const device = aDevice(5_000_000, 10);
    const clock = anchoredClock(device, null);
    clock.anchor(1_000_000, 40);
    device.pass(700);
    expect(clock.nowMs()).toBe(1_000_720);
    expect(clock.verified()).toBe(true);
    expect(clock.deviationMs()).toBe(3_999_980);
  });

  it('is not moved by somebody who turns the device clock, and says it is no longer sure', () => {
    const device = aDevice(1_000_000, 10);
    const clock = anchoredClock(device, null);
    clock.anchor(1_000_000, 0);
    device.turn(-3_600_000);
    expect(clock.nowMs()).toBe(1_000_000);
    expect(clock.verified()).toBe(false);
    clock.anchor(1_000_500, 0);
    expect(clock.verified()).toBe(true);
  });

  it('after a restart without the server reckons with the known deviation and is not verified', () => {
    const before = anchoredClock(aDevice(2_000_000, 0), null);
    before.anchor(1_900_000, 0);
    const clock = anchoredClock(aDevice(2_050_000, 0), before.memory());
    expect(clock.nowMs()).toBe(1_950_000);
    expect(clock.verified()).toBe(false);
  });

  it('never goes back behind the last contact', () => {
    const clock = anchoredClock(aDevice(500_000, 0), { serverMs: 1_900_000, deviationMs: 0 });
    expect(clock.nowMs()).toBe(1_900_000);
  });
});
