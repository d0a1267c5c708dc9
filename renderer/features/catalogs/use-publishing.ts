import { useState } from 'react';
import type { Trouble } from '../../data/api.ts';
import { useWorkstation } from '../../data/hooks.ts';
import { newUlid } from '../../lib/random.ts';
import { useAnnounce } from '../../ui/live-region.tsx';
import { nextVersion, type Line } from './next-version.ts';
import type { Editing } from './use-editing.ts';

export interface Said {
  readonly words: string;
  /** Undoes it. */
  readonly takeBack?: () => void;
}

export interface Publishing {
  /** Day from which the next version holds. */
  readonly validFrom: string;
  readonly setValidFrom: (day: string) => void;
  /** What was done last, and what did not go: said until the next change. */
  readonly said: Said | undefined;
  readonly trouble: Trouble | undefined;
  readonly say: (said: Said | undefined) => void;
  /** Makes the next version of what is on the screen and queues it; the draft goes once that is safe. */
  readonly publish: () => void;
}

export function usePublishing(line: Line, editing: Editing, today: string, onPublished: () => void): Publishing {
  const { user, clock, terminal, records } = useWorkstation();
  const announce = useAnnounce();
  const [validFrom, setValidFrom] = useState(today);
  const [said, setSaid] = useState<Said>();
  const [trouble, setTrouble] = useState<Trouble>();
  const publish = (): void => {
    const nowMs = clock.nowMs();
    const next = nextVersion({
      line,
      content: editing.content,
      validFrom,
      today,
      nowIso: new Date(nowMs).toISOString(),
      id: `catalog:${newUlid(nowMs)}`,
      by: user.id,
      device: terminal,
    });
    if (!next.ok) {
      setTrouble({ code: 'E-CATALOG', what: next.reason, safe: '改动都在。', next: '' });
      return;
    }
    void records.commit(next.value).then((outcome) => {
      setTrouble(outcome.ok ? undefined : outcome.trouble);
      if (!outcome.ok) return;
      editing.dropAll();
      onPublished();
      const words = `已${next.value.title}，${validFrom} 起用。已存本机，联网后自动送达。`;
      setSaid({ words });
      announce(words);
    });
  };
  return {
    validFrom,
    setValidFrom,
    said,
    trouble,
    say: (next) => {
      setSaid(next);
      setTrouble(undefined);
    },
    publish,
  };
}
