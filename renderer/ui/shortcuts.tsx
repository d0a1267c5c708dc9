import {
  createContext,
  useContext,
  useEffect,
  useEffectEvent,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import type { JSX, ReactNode } from 'react';
import { isInputMethod, isTypingPlace, writesText, writtenKey } from './keys.ts';

export interface Shortcut {
  /** `D`, `Ctrl+Enter`, `Alt+1`, `?`, `F5`, `Escape`; two strokes with a blank: `G 1`. */
  readonly keys: string;
  /** 派遣 */
  readonly label: string;
  /** How the key is printed when `keys` reads badly: `J K`, `G 然后 1–8`. Entries with the same print are listed once. */
  readonly print?: string | undefined;
  /** Heading in the sheet: 到处可用, 队列, 办理. */
  readonly group: string;
  /** Without it the key is only listed: the component in focus hears it itself (lists, map). */
  readonly run?: ((event: KeyboardEvent) => void) | undefined;
  /** Listed in the status bar too. */
  readonly inStatusBar?: boolean | undefined;
  /** Works while a dialog is open. */
  readonly inDialog?: boolean | undefined;
}

/** Keys of a page win over the same keys of the application around it, whichever mounted first. */
type Layer = 'app' | 'page';

interface Offer {
  readonly layer: Layer;
  readonly shortcuts: readonly Shortcut[];
}

export interface ListedShortcut extends Shortcut {
  readonly layer: Layer;
}

interface Registry {
  readonly set: (owner: string, layer: Layer, shortcuts: readonly Shortcut[]) => void;
  readonly remove: (owner: string) => void;
  readonly subscribe: (listener: () => void) => () => void;
  /** What answers a key first: page before application, within each the newest owner. */
  readonly byRank: () => readonly Shortcut[];
  /** What people read: page before application, within each in the order of the page. */
  readonly listed: () => readonly ListedShortcut[];
}

function createRegistry(): Registry {
  const owners = new Map<string, Offer>();
  const listeners = new Set<() => void>();
  const state: { byRank: readonly ListedShortcut[]; listed: readonly ListedShortcut[] } = { byRank: [], listed: [] };
  const changed = (): void => {
    const offers = [...owners.values()];
    const of = (layer: Layer, from: readonly Offer[]): readonly ListedShortcut[] =>
      from
        .filter((offer) => offer.layer === layer)
        .flatMap((offer) => offer.shortcuts.map((shortcut) => ({ ...shortcut, layer })));
    const newestFirst = [...offers].reverse();
    state.byRank = [...of('page', newestFirst), ...of('app', newestFirst)];
    state.listed = [...of('page', offers), ...of('app', offers)];
    for (const listener of listeners) listener();
  };
  return {
    set: (owner, layer, shortcuts) => {
      owners.set(owner, { layer, shortcuts });
      changed();
    },
    remove: (owner) => {
      owners.delete(owner);
      changed();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    byRank: () => state.byRank,
    listed: () => state.listed,
  };
}

const RegistryContext = createContext<Registry | undefined>(undefined);

const LettersOffContext = createContext(false);

/** True when the person switched single letters off; components that hear keys themselves obey it too. */
export const useLettersOff = (): boolean => useContext(LettersOffContext);

function useRegistry(): Registry {
  const registry = useContext(RegistryContext);
  if (registry === undefined) throw new Error('useShortcuts: no <Shortcuts> around this component');
  return registry;
}

export interface ShortcutsProps {
  readonly children: ReactNode;
  /** 设置: single letters off. Combinations, arrows and function keys stay. */
  readonly lettersOff?: boolean | undefined;
}

/** What the browser does with these (load the page anew, save it as a file, look in the web) is never meant, also where they do nothing of ours: a form that is open would be gone. */
const NEVER_THE_BROWSERS: ReadonlySet<string> = new Set(['F5', 'Ctrl+S', 'Ctrl+K']);

/** Listens once for the whole page and gives each key to the newest component that asked for it. */
export function Shortcuts({ children, lettersOff = false }: ShortcutsProps): JSX.Element {
  const [registry] = useState(createRegistry);
  const firstStroke = useRef<string>(undefined);

  const hear = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || isInputMethod(event) || ['Control', 'Shift', 'Alt', 'Meta'].includes(event.key))
      return;
    const written = writtenKey(event);
    if (writesText(written.replace('Shift+', '')) && (lettersOff || isTypingPlace(event.target))) return;
    const hasDialog = document.querySelector('dialog[open]') !== null;
    const able = registry
      .byRank()
      .filter((entry) => entry.run !== undefined && (!hasDialog || entry.inDialog === true));
    const wanted = firstStroke.current === undefined ? written : `${firstStroke.current} ${written}`;
    const found = able.find((entry) => entry.keys === wanted);
    const startsSequence = able.some((entry) => entry.keys.startsWith(`${wanted} `));
    firstStroke.current = found === undefined && startsSequence ? written : undefined;
    if (found !== undefined || startsSequence || NEVER_THE_BROWSERS.has(written)) event.preventDefault();
    if (found === undefined) return;
    // A letter held down acts once: the next case may stand in the row's place by the second stroke.
    if (event.repeat && /^(Shift\+)?[A-Z]$/i.test(written)) return;
    found.run?.(event);
  });

  useEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      hear(event);
    };
    document.addEventListener('keydown', listener);
    return () => {
      document.removeEventListener('keydown', listener);
    };
  }, []);

  return (
    <LettersOffContext value={lettersOff}>
      <RegistryContext value={registry}>{children}</RegistryContext>
    </LettersOffContext>
  );
}

export interface ShortcutOptions {
  readonly isOn?: boolean | undefined;
  /** `app` for the keys that work everywhere. */
  readonly layer?: Layer | undefined;
}

/**
 * Offers keys for as long as the component is there. `run` always sees the latest render; the list itself may be made
 * anew on every render.
 */
export function useShortcuts(shortcuts: readonly Shortcut[], options: ShortcutOptions = {}): void {
  const { isOn = true, layer = 'page' } = options;
  const registry = useRegistry();
  const owner = useId();
  const runLatest = useEffectEvent((keys: string, event: KeyboardEvent) => {
    shortcuts.find((shortcut) => shortcut.keys === keys)?.run?.(event);
  });
  // Only what is listed counts as a change, so that inline functions do not register anew on every render.
  const listed = JSON.stringify(shortcuts.map(({ run, ...words }) => ({ ...words, canRun: run !== undefined })));
  const entries = useMemo(
    () => JSON.parse(listed) as readonly (Omit<Shortcut, 'run'> & { canRun: boolean })[],
    [listed],
  );

  // Before it is painted: a key that is shown works.
  useLayoutEffect(() => {
    if (!isOn) return;
    registry.set(
      owner,
      layer,
      entries.map(({ canRun, ...words }) => ({
        ...words,
        ...(canRun
          ? {
              run: (event: KeyboardEvent) => {
                runLatest(words.keys, event);
              },
            }
          : {}),
      })),
    );
    return () => {
      registry.remove(owner);
    };
  }, [registry, owner, entries, isOn, layer]);
}

/** The keys that work here and now, for the status bar and the sheet. Doubles (same print) appear once. */
export function useActiveShortcuts(): readonly ListedShortcut[] {
  const registry = useRegistry();
  const all = useSyncExternalStore(registry.subscribe, registry.listed);
  return useMemo(() => {
    const seen = new Set<string>();
    return all.filter((shortcut) => {
      const print = printedKeys(shortcut);
      if (seen.has(print)) return false;
      seen.add(print);
      return true;
    });
  }, [all]);
}

const printed: Readonly<Record<string, string>> = {
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
};

/** What stands on the drawn key. */
export function printedKeys(shortcut: Pick<Shortcut, 'keys' | 'print'>): string {
  if (shortcut.print !== undefined) return shortcut.print;
  return shortcut.keys
    .split('+')
    .map((part) => printed[part] ?? part)
    .join(' ');
}
