import { useMemo, useState } from 'react';
import type { JSX } from 'react';
import { actOf, isAct } from '../../../shared/cases/acts.ts';
import { hasHistory } from '../../../shared/domain/change.ts';
import { typeOfId } from '../../../shared/domain/document-types.ts';
import { PHOTO_KIND_NAMES } from '../../../shared/domain/evidence.ts';
import type { HandoverDocument } from '../../../shared/domain/handover.ts';
import type { Proposal } from '../../data/handover/api.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { combineLive } from '../../lib/combine-live.ts';
import { covered, fieldName, valueWords } from '../../records/field-names.ts';
import { useReferences } from '../../records/use-references.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { PhotoStrip } from '../../ui/photo-strip.tsx';
import { PhotoViewer } from '../../ui/photo-viewer.tsx';
import { StateMark } from '../../ui/state-mark.tsx';

export interface ProposalViewProps {
  readonly handover: HandoverDocument;
  readonly proposal: Proposal;
  /** Fields that are not to be adopted. */
  readonly left: ReadonlySet<string>;
  readonly onLeave: (field: string, isLeft: boolean) => void;
}

/** What a colleague wanted, beside what is in force; sensitive numbers stay covered. */
export function ProposalView({ handover, proposal, left, onLeave }: ProposalViewProps): JSX.Element {
  switch (proposal.kind) {
    case 'gone':
      return (
        <p className="sync-hint">
          这一条现在不在本机，可能还没同步到，也可能又归了别人。等到了再采用；不归你管就写明理由不采用。
        </p>
      );
    case 'step':
      return <Step handover={handover} proposal={proposal} />;
    case 'newRecord':
    case 'fields':
      return <Fields handover={handover} proposal={proposal} left={left} onLeave={onLeave} />;
  }
}

type FieldsProps = Omit<ProposalViewProps, 'proposal'> & {
  readonly proposal: Extract<Proposal, { kind: 'fields' | 'newRecord' }>;
};

function Fields({ handover, proposal, left, onLeave }: FieldsProps): JSX.Element {
  const { catalogs } = useWorkstation();
  const terms = useLive(catalogs.terms) ?? [];
  const claimed = typeOfId(handover.subject);
  const type = hasHistory(claimed) ? claimed : 'person';
  const isNew = proposal.kind === 'newRecord';
  const { fields } = proposal;
  const reference = useReferences(fields.flatMap(({ now, to }) => [now, to]));
  const words = (field: string, value: unknown): string =>
    reference(value) ?? valueWords(type, field, covered(field, value), terms);
  return (
    <>
      {isNew && <p className="sync-hint">{handover.by.name}新登记的，中心还没有这一条。采用就按这里写的登记。</p>}
      <table className="sync-submitted">
        <thead>
          <tr>
            <th scope="col">字段</th>
            {!isNew && <th scope="col">现在的值</th>}
            <th scope="col">{handover.by.name}写的</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ field, now, to, isInForce }) => (
            <tr key={field}>
              <th scope="row">
                {isNew || isInForce ? (
                  fieldName(type, field)
                ) : (
                  <Checkbox
                    label={fieldName(type, field)}
                    checked={!left.has(field)}
                    onChange={(isTaken) => {
                      onLeave(field, !isTaken);
                    }}
                  />
                )}
              </th>
              {!isNew && <td>{words(field, now)}</td>}
              <td>{isInForce ? <StateMark kind="delivered" words="已经是这样" /> : words(field, to)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function stepWords(handover: HandoverDocument, { as, isNewCase }: Extract<Proposal, { kind: 'step' }>): string {
  if (as === 'none') return '这一步已经写进经过，采用只是标为处理过。';
  if (isNewCase) return '中心还没有这件。采用就由你上报，照片已经送到。';
  const did = handover.entry?.act ?? '';
  const name = isAct(did) ? actOf(did).label : did;
  return as === did ? `采用就由你写一步“${name}”。` : `“${name}”现在不能由你办，采用就写成一条备注。`;
}

function Step({
  handover,
  proposal,
}: {
  readonly handover: HandoverDocument;
  readonly proposal: Extract<Proposal, { kind: 'step' }>;
}): JSX.Element {
  const { photos: store } = useWorkstation();
  const refs = handover.photos ?? [];
  const ids = refs.map(({ id }) => id).join(' ');
  const shown = useMemo(() => combineLive(ids === '' ? [] : ids.split(' ').map((id) => store.thumb(id))), [store, ids]);
  const thumbs = useLive(shown) ?? [];
  const [openAt, setOpenAt] = useState<number>();
  const [original, setOriginal] = useState<string>();
  const photos = refs.map(({ id, kind }, at) => ({ id, src: thumbs[at] ?? undefined, tag: PHOTO_KIND_NAMES[kind] }));
  const open = (at: number): void => {
    setOpenAt(at);
    setOriginal(undefined);
    const id = refs[at]?.id;
    // Without the original the thumbnail stays.
    if (id !== undefined)
      void store.original(id).then((outcome) => {
        if (outcome.ok) setOriginal(outcome.value);
      });
  };
  return (
    <>
      <p className="sync-hint">{stepWords(handover, proposal)}</p>
      <table className="sync-submitted">
        <tbody>
          {proposal.words.map(([field, text]) => (
            <tr key={field}>
              <th scope="row">{field}</th>
              <td>{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {photos.length > 0 && (
        <div className="sync-photos">
          <PhotoStrip label={`照片 ${String(photos.length)} 张`} photos={photos} onOpen={open} />
        </div>
      )}
      {openAt !== undefined && (
        <PhotoViewer
          photos={photos.map((photo, at) => (at === openAt ? { ...photo, src: original ?? photo.src } : photo))}
          index={openAt}
          onIndexChange={open}
          onClose={() => {
            setOpenAt(undefined);
          }}
        />
      )}
    </>
  );
}
