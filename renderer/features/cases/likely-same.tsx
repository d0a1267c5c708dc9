import { useMemo, useState } from 'react';
import type { JSX } from 'react';
import { likenessIndex } from '../../../shared/cases/likeness/likeness-index.ts';
import type { Likeness } from '../../../shared/cases/likeness/judge-pair.ts';
import { sightingOf } from '../../../shared/cases/likeness/sighting.ts';
import type { OfferedAct } from '../../../shared/cases/legal-acts.ts';
import type { CaseDocument } from '../../../shared/domain/case.ts';
import { categoryKeyText } from '../../../shared/domain/catalog.ts';
import type { ListAsked } from '../../../shared/stock/query.ts';
import type { CaseStock } from '../../../shared/stock/rows.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import { channelName, numberWords } from '../../lib/case-words.ts';
import { momentWords } from '../../lib/shanghai-time.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Shape } from '../../ui/shape.tsx';
import { numberOf, timeOf } from './case-list.tsx';

export interface LikelySameProps {
  readonly document: CaseDocument;
  readonly nowMs: number;
  readonly stateWords: (state: CaseStock['state']) => string;
  /** The act by which this person may merge the case now; absent: he may only look. */
  readonly merge: OfferedAct | undefined;
  readonly onMerge: (offer: OfferedAct, data: Readonly<Record<string, unknown>>, into: string) => void;
  readonly onOpenCase: (id: string) => void;
}

interface Candidate {
  readonly row: CaseStock;
  readonly likeness: Likeness;
}

/** As far around as any rule looks, in degrees: some 400 m. What is nearer is told by the rules. */
const AROUND_DEGREES = 0.004;

/** Open cases around this one that may be the same thing, likeliest first. */
function useCandidates(document: CaseDocument): readonly Candidate[] {
  const { stock, catalogs } = useWorkstation();
  const rules = useLive(catalogs.duplicateRules);
  const { _id: id, finding, reportedAt } = document;
  const [lon, lat] = finding.place.point;
  const asked = useMemo(
    (): ListAsked<'case'> => ({
      query: {
        kind: 'case',
        where: [
          { field: 'queues', op: 'in', values: ['all'] },
          { field: 'lon', op: 'between', from: lon - AROUND_DEGREES, to: lon + AROUND_DEGREES },
          { field: 'lat', op: 'between', from: lat - AROUND_DEGREES, to: lat + AROUND_DEGREES },
        ],
        sort: { by: 'reportedAt', down: true },
      },
      from: 0,
      count: 500,
    }),
    [lon, lat],
  );
  const near = useLive(useMemo(() => stock.list(asked), [stock, asked]));
  return useMemo(() => {
    if (near === undefined || rules === undefined) return [];
    const own = sightingOf(id, finding, Date.parse(reportedAt));
    const rows = new Map(near.rows.filter((row) => row.id !== id).map((row) => [row.id, row]));
    const index = likenessIndex(
      rules,
      [...rows.values()].flatMap((row) =>
        row.point === null
          ? []
          : [
              {
                id: row.id,
                // Rows know their category by its name alone.
                category: row.category === finding.category.name ? categoryKeyText(finding.category) : row.category,
                categoryName: row.category,
                point: row.point,
                atMs: Date.parse(row.reportedAt),
                address: row.address,
                words: row.description,
              },
            ],
      ),
    );
    return index.likelySame(own).flatMap(({ id: other, likeness }) => {
      const row = rows.get(other);
      return row === undefined ? [] : [{ row, likeness }];
    });
  }, [near, rules, id, finding, reportedAt]);
}

/** 疑似重复: offered, never in the way; both side by side before anything is merged. */
export function LikelySame(props: LikelySameProps): JSX.Element | null {
  const { document, nowMs } = props;
  const candidates = useCandidates(document);
  const [comparedId, setComparedId] = useState<string>();
  const compared = candidates.find(({ row }) => row.id === comparedId);
  if (candidates.length === 0) return null;
  return (
    <section className="cases-section cases-likely" aria-label="疑似重复">
      <h3>
        <Shape name="swap" tone="violet" /> 可能是同一件 {candidates.length}
      </h3>
      <ul>
        {candidates.slice(0, 3).map(({ row, likeness }) => (
          <li key={row.id}>
            <span>
              {row.address} · {likeness.metres} 米 · {momentWords(row.reportedAt, nowMs)}
            </span>
            <Button
              size="small"
              onClick={() => {
                setComparedId(row.id);
              }}
            >
              并排看 {numberOf(row)}
            </Button>
          </li>
        ))}
      </ul>
      {compared !== undefined && (
        <CompareDialog
          {...props}
          candidate={compared}
          onClose={() => {
            setComparedId(undefined);
          }}
        />
      )}
    </section>
  );
}

interface CompareDialogProps extends LikelySameProps {
  readonly candidate: Candidate;
  readonly onClose: () => void;
}

function CompareDialog(props: CompareDialogProps): JSX.Element {
  const { document, candidate, nowMs, stateWords, merge, onMerge, onOpenCase, onClose } = props;
  const { row, likeness } = candidate;
  const { finding } = document;
  const lines: readonly (readonly [string, string, string])[] = [
    ['编号', numberWords(document.number), numberOf(row)],
    ['类别', finding.category.name, row.category],
    ['情况', finding.description, row.description],
    ['地点', finding.place.address, `${row.address}（相距 ${String(likeness.metres)} 米）`],
    ['上报', momentWords(document.reportedAt, nowMs), momentWords(row.reportedAt, nowMs)],
    ['来源', channelName(finding.channel), channelName(row.channel)],
    ['上报人', document.reporter.name, row.reporterName],
    ['阶段', stateWords(document.state), stateWords(timeOf(row).state)],
  ];
  return (
    <Dialog
      title="是不是同一件"
      size="wide"
      onClose={onClose}
      acts={
        <>
          {merge !== undefined && (
            <Button
              kind="primary"
              onClick={() => {
                onClose();
                onMerge(
                  merge,
                  { into: row.id, ...(row.number === '' ? {} : { intoNumber: row.number }) },
                  numberOf(row),
                );
              }}
            >
              {merge.label}到 {numberOf(row)}
            </Button>
          )}
          <Button
            onClick={() => {
              onClose();
              onOpenCase(row.id);
            }}
          >
            打开那件
          </Button>
          <Button onClick={onClose}>不是同一件</Button>
        </>
      }
    >
      <div className="ui-stack">
        <table className="cases-compare">
          <thead>
            <tr>
              <td />
              <th scope="col">这件</th>
              <th scope="col">那件</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(([name, own, other]) => (
              <tr key={name} data-differs={own === other ? undefined : true}>
                <th scope="row">{name}</th>
                <td>{own}</td>
                <td>{other}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className="cases-dialog-note">
          依据：{likeness.reasons.map(({ words, favours }) => `${favours ? '' : '不同：'}${words}`).join('；')}。
          {merge !== undefined && '并案后这件结束，经过和照片保留，由那件一起办，可以撤销并案。'}
        </p>
      </div>
    </Dialog>
  );
}
