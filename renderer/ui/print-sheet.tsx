import { useEffect, useEffectEvent, useState } from 'react';
import type { JSX, ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { desktopFiles } from '../lib/desktop-files.ts';
import { PaperChoice } from './paper-choice.tsx';
import './print-sheet.css';

export interface PrintSheetProps {
  readonly title: string;
  /** Right under the title: number, date, area. */
  readonly note?: ReactNode;
  readonly children: ReactNode;
  /** 填表人 审核人 日期 and the like: lines to sign on. */
  readonly signatures?: readonly string[] | undefined;
  /** Who (masked), terminal, time, for what: on every page. */
  readonly foot: string;
  readonly landscape?: boolean | undefined;
  /** Printed, or given up: unmount it. */
  readonly onDone: () => void;
}

/**
 * What is printed instead of the screen: mount it to print. A browser prints at once; on the desktop the person says whether on paper or into a PDF. Black on white, A4, the foot on every page. The rest of the page is taken out of the print
 * by the style sheet, not by moving it, so that nothing loses its place.
 */
export function PrintSheet(props: PrintSheetProps): JSX.Element {
  const { title, note, children, signatures = [], foot, landscape = false, onDone } = props;
  const done = useEffectEvent(onDone);
  const files = desktopFiles();
  const [isOnPaper, setOnPaper] = useState(files === undefined);
  useEffect(() => {
    document.documentElement.dataset['printing'] = landscape ? 'landscape' : 'portrait';
    return () => {
      delete document.documentElement.dataset['printing'];
    };
  }, [landscape]);
  useEffect(() => {
    if (!isOnPaper) return undefined;
    const over = (): void => {
      done();
    };
    window.addEventListener('afterprint', over);
    // After the sheet is laid out; printing blocks the page until the person is done.
    const timer = setTimeout(() => {
      window.print();
    }, 50);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('afterprint', over);
    };
  }, [isOnPaper]);
  const sheet = createPortal(
    <div className="print-sheet">
      <table className="print-frame">
        <tbody>
          <tr>
            <td>
              <h1>{title}</h1>
              {note !== undefined && <p className="print-note">{note}</p>}
              {children}
              {signatures.length > 0 && (
                <div className="print-signatures">
                  {signatures.map((each) => (
                    <span key={each}>{each}</span>
                  ))}
                </div>
              )}
            </td>
          </tr>
        </tbody>
        <tfoot>
          <tr>
            <td className="print-foot">{foot}</td>
          </tr>
        </tfoot>
      </table>
    </div>,
    document.body,
  );
  if (isOnPaper || files === undefined) return sheet;
  return (
    <>
      {sheet}
      <PaperChoice
        title={title}
        files={files}
        onPaper={() => {
          setOnPaper(true);
        }}
        onDone={onDone}
      />
    </>
  );
}
