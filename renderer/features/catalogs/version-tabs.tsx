import type { JSX } from 'react';
import type { CatalogDocument } from '../../../shared/domain/catalog.ts';
import { shanghaiDayOf } from '../../../shared/lib/calendar-day.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Select } from '../../ui/select.tsx';
import type { VersionDiff } from './diff-versions.ts';
import { DiffView } from './diff-view.tsx';
import type { Line } from './next-version.ts';

const versionWords = (version: number): string => `第 ${String(version)} 版`;
const againstWords = (base: CatalogDocument | undefined): string =>
  base === undefined ? '空表' : versionWords(base.version);

export interface CompareProps {
  readonly line: Line;
  readonly base: CatalogDocument | undefined;
  readonly diff: VersionDiff;
  readonly preview: readonly string[];
  readonly onBase: (id: string) => void;
}

/** 对比和预览: what is on the screen against any version, and what it would do. */
export function Compare({ line, base, diff, preview, onBase }: CompareProps): JSX.Element {
  return (
    <div className="catalogs-pad">
      <Select
        label="和哪一版比"
        value={base?._id ?? ''}
        options={line.versions.map(({ _id, version, validFrom }) => ({
          value: _id,
          label: `${versionWords(version)}（${validFrom} 起）`,
        }))}
        onChange={onBase}
      />
      {preview.map((words) => (
        <p key={words} className="catalogs-preview">
          {words}
        </p>
      ))}
      <DiffView diff={diff} against={againstWords(base)} />
    </div>
  );
}

function standing(line: Line, { _id, validFrom }: CatalogDocument, today: string): string {
  if (_id === line.inForce?._id) return '，在用';
  return validFrom > today ? '，还没到日子' : '，已被后来的替下';
}

/** 版本: all that was published, newest first. */
export function Versions({ line, today }: { readonly line: Line; readonly today: string }): JSX.Element {
  return (
    <ol className="catalogs-pad catalogs-versions">
      {line.versions.map((one) => (
        <li key={one._id}>
          <b>{versionWords(one.version)}</b> {one.validFrom} 起{standing(line, one, today)} ·{' '}
          {shanghaiDayOf(one.provenance.createdAt)} 发布
        </li>
      ))}
    </ol>
  );
}

export interface PublishDialogProps {
  readonly line: Line;
  readonly base: CatalogDocument | undefined;
  readonly diff: VersionDiff;
  readonly validFrom: string;
  readonly onPublish: () => void;
  readonly onClose: () => void;
}

/** The last look before a version is published: from when, and everything that it says otherwise. */
export function PublishDialog({ line, base, diff, validFrom, onPublish, onClose }: PublishDialogProps): JSX.Element {
  return (
    <Dialog
      title={`发布 ${line.name} 新版本`}
      note={`${validFrom} 起用`}
      size="wide"
      onClose={onClose}
      acts={
        <>
          <Button kind="primary" data-autofocus onClick={onPublish}>
            发布
          </Button>
          <Button onClick={onClose}>再改改</Button>
        </>
      }
    >
      <p>{keptWords(line, validFrom)}</p>
      <DiffView diff={diff} against={againstWords(base)} />
    </Dialog>
  );
}

/** What a new version leaves as it was. */
function keptWords({ kind }: Line, validFrom: string): string {
  const usual = `${validFrom} 起全区按新版本办，此前仍用现在的版本；旧版本都留着。`;
  switch (kind) {
    case 'calendar':
      return `${validFrom} 起的日子全区按新版本算，在办事件的时限跟着重排；此前的日子不变，已经按期、超期的不改。旧版本都留着。`;
    case 'caseRules':
      return `${usual}已上报的事件按上报时的版本办。`;
    case 'standards':
      return `${usual}已立案的事件按立案时选的标准算。`;
    default:
      return usual;
  }
}
