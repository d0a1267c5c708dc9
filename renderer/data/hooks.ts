import type { WorkCalendar } from '../../shared/cases/deadline/calendar.ts';
import { NATIONAL_RULEBOOK } from '../../shared/cases/rulebook.ts';
import {
  createContext,
  createElement,
  use,
  useCallback,
  useEffect,
  useSyncExternalStore,
  type ReactElement,
  type ReactNode,
} from 'react';
import { assert } from '../../shared/lib/assert.ts';
import type { Live, Workstation } from './api.ts';

const WorkstationContext = createContext<Workstation | null>(null);

/** Gives everything below it the open workstation. */
export function WorkstationProvider(props: {
  readonly workstation: Workstation;
  readonly children: ReactNode;
}): ReactElement {
  return createElement(WorkstationContext, { value: props.workstation }, props.children);
}

/** The open workstation of the signed-in person. Only below `WorkstationProvider`. */
export function useWorkstation(): Workstation {
  const workstation = use(WorkstationContext);
  assert(workstation !== null, 'useWorkstation: the component stands below WorkstationProvider');
  return workstation;
}

const hearNothing = (): (() => void) => () => undefined;

/** The value of a `Live`, drawn anew when it changes; `undefined` until it is known, or while there is nothing to look at. */
export function useLive<T>(live: Live<T> | undefined): T | undefined {
  const subscribe = useCallback(
    (changed: () => void) => (live === undefined ? hearNothing() : live.subscribe(changed)),
    [live],
  );
  return useSyncExternalStore(subscribe, () => live?.get());
}

/** Keeps `lives` at work, so that their values are there when somebody looks; draws nothing. By identity: memoise them. */
export function useAtWork(lives: readonly Live<unknown>[]): void {
  useEffect(() => {
    const stops = lives.map((live) => live.subscribe(() => undefined));
    return () => {
      for (const stop of stops) stop();
    };
  }, [lives]);
}

/** When people work at a place, for deadlines: the same in every version of its rules. */
export function useCalendarAt(): (place: string) => WorkCalendar {
  const { rulebooks } = useWorkstation();
  return useCallback((place) => rulebooks(NATIONAL_RULEBOOK.version, place).calendar, [rulebooks]);
}
