import { useState } from 'react';
import type { JSX } from 'react';
import type { StockKind } from '../../../shared/stock/rows.ts';
import { useWidth, WIDE_PX } from '../../lib/use-media.ts';
import { IconSearch } from '../../ui/icons.tsx';
import { useShortcuts } from '../../ui/shortcuts.tsx';
import { FindPalette } from './find-palette.tsx';
import './find.css';

export interface FindBoxProps {
  readonly onOpen: (kind: StockKind, id: string) => void;
  readonly onShowOnMap: (kind: StockKind, id: string) => void;
}

/** The field in the top bar. What one types into is the palette, which stands above everything. */
export function FindBox({ onOpen, onShowOnMap }: FindBoxProps): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  const isWide = useWidth(WIDE_PX);
  const open = (): void => {
    setOpen(true);
  };
  useShortcuts([{ keys: 'Ctrl+K', label: '查找', group: '到处可用', inStatusBar: true, run: open }], { layer: 'app' });
  return (
    <>
      <button
        type="button"
        className="find-field"
        aria-label="查找"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K"
        onClick={open}
      >
        <IconSearch size={15} />
        <span className="ui-cut">
          {isWide ? '姓名、拼音首字母、证件或手机后四位、地址、编号' : '查人、房、企、物、事件'}
        </span>
        <span className="ui-kbd ui-kbd-chrome" aria-hidden="true">
          Ctrl K
        </span>
      </button>
      {isOpen && (
        <FindPalette
          onClose={() => {
            setOpen(false);
          }}
          onOpen={onOpen}
          onShowOnMap={onShowOnMap}
        />
      )}
    </>
  );
}
