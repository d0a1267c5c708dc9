import type { Stores } from '../open-databases.ts';
import type { Store } from '../store/port.ts';

type Name = Exclude<keyof Stores, 'close'>;

/** The stores, and how many feeds of each are being followed: one, however many clients wait (DESIGN §5.4). */
export function countFeeds(stores: Stores): {
  readonly stores: Stores;
  readonly feeds: () => Readonly<Record<Name, number>>;
} {
  const feeds = { records: 0, evidence: 0, audit: 0, system: 0 };
  const counting = (name: Name): Store => ({
    ...stores[name],
    onChange: (listener) => {
      const stop = stores[name].onChange(listener);
      feeds[name] += 1;
      return () => {
        feeds[name] -= 1;
        stop();
      };
    },
  });
  const [records, evidence, audit, system] = [
    counting('records'),
    counting('evidence'),
    counting('audit'),
    counting('system'),
  ];
  return { stores: { ...stores, records, evidence, audit, system }, feeds: () => ({ ...feeds }) };
}
