import type { JSX } from 'react';
import { explainControl } from '../../../shared/cases/control/controls.ts';
import type { ControlEntry } from '../../../shared/domain/catalog.ts';
import { Shape } from '../../ui/shape.tsx';

/** Said as soon as class and place are known, before anybody takes photos for nothing. */
export function ControlNote({ control }: { readonly control: ControlEntry }): JSX.Element {
  const { why, fix } = explainControl(control);
  return (
    <section className="report-duplicate report-control" aria-label="管控">
      <Shape name="triangle" tone="warn" />
      <p role="status">
        <b>这一类在这里不用上报</b>
        {why}。<span className="report-grounds">{fix}</span>
      </p>
    </section>
  );
}
