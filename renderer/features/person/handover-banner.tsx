import type { JSX } from 'react';
import type { PersonDocument } from '../../../shared/domain/person.ts';
import { personKey } from '../../../shared/domain/staff.ts';
import { useWorkstation } from '../../data/hooks.ts';
import type { AreaWords } from '../../lib/area-words.ts';
import { momentWords } from '../../lib/shanghai-time.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import type { OnAct } from './acts.ts';

export interface HandoverBannerProps {
  readonly person: PersonDocument;
  readonly areas: AreaWords;
  readonly nowMs: number;
  /** `undefined` for whoever may not write here. */
  readonly onAct: OnAct | undefined;
}

/** Somebody moved here by a colleague: the new keeper takes him over, the colleague waits and still sees him. */
export function HandoverBanner({ person, areas, nowMs, onAct }: HandoverBannerProps): JSX.Element | null {
  const { user } = useWorkstation();
  const { handover } = person;
  if (handover === undefined) return null;
  const when = momentWords(handover.at, nowMs);
  if (handover.by === personKey(user.id))
    return (
      <Banner kind="info">
        {when} 由你移到{areas.fullNameOf(person.scope)}，等对方接收；接收前你仍能看到这份档案。
      </Banner>
    );
  return (
    <Banner
      kind="warn"
      act={
        onAct !== undefined && (
          <Button
            size="small"
            kind="primary"
            onClick={() => {
              onAct({ kind: 'confirmHandover' });
            }}
          >
            接收
          </Button>
        )
      }
    >
      交来待接收：{when} 由{areas.fullNameOf(handover.from)}移来，接收后由你负责，原网格不再看到。
    </Banner>
  );
}
