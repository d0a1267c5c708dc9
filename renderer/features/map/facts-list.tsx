import type { JSX, ReactNode } from 'react';

export type Fact = readonly [name: string, value: ReactNode];

/** Names and values, one line each. */
export function FactsList({ facts }: { readonly facts: readonly Fact[] }): JSX.Element {
  return (
    <dl className="map-page-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
