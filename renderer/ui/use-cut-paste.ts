import { useState } from 'react';
import type { ClipboardEvent } from 'react';

export interface CutPaste {
  /** Undefined while nothing is missing of what stands there. */
  readonly words: string | undefined;
  readonly onPaste: (event: ClipboardEvent<HTMLInputElement | HTMLTextAreaElement>) => void;
}

/** Says what of a pasted text had no room: the browser cuts it at `maxLength` without a word. Gone as soon as there is room again. */
export function useCutPaste(value: string, maxLength: number | undefined): CutPaste {
  const [cut, setCut] = useState(0);
  const isFull = maxLength !== undefined && value.length >= maxLength;
  return {
    words:
      cut > 0 && isFull
        ? `最多 ${String(maxLength)} 字，粘贴的最后 ${String(cut)} 字没有放进来：缩短以后再粘贴。`
        : undefined,
    onPaste: ({ clipboardData, currentTarget }) => {
      if (maxLength === undefined) return;
      const text = clipboardData.getData('text').replaceAll('\r\n', '\n');
      const { selectionStart, selectionEnd } = currentTarget;
      const kept = currentTarget.value.length - ((selectionEnd ?? 0) - (selectionStart ?? 0));
      setCut(Math.max(0, text.length - (maxLength - kept)));
    },
  };
}
