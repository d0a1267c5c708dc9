import type { JSX } from 'react';
import type { MonthDifference } from './place-fields.ts';

const figure = (value: number): string => value.toLocaleString('zh-CN', { maximumFractionDigits: 2 });
/** With its sign, so that up and down are read without colour. */
const signed = (value: number): string => (value > 0 ? `+${figure(value)}` : figure(value).replace('-', '−'));

export function DifferenceTable({ differences }: { readonly differences: readonly MonthDifference[] }): JSX.Element {
  return (
    <table className="places-table">
      <thead>
        <tr>
          <th scope="col">项目</th>
          <th scope="col" className="ui-number">
            上月
          </th>
          <th scope="col" className="ui-number">
            本月
          </th>
          <th scope="col" className="ui-number">
            差
          </th>
        </tr>
      </thead>
      <tbody>
        {differences.map(({ key, label, now, before, difference }) => (
          <tr key={key}>
            <td>{label}</td>
            <td className="ui-number">{before === undefined ? '' : figure(before)}</td>
            <td className="ui-number">{figure(now)}</td>
            <td className="ui-number">{difference === undefined ? '' : signed(difference)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
