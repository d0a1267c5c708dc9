/**
 * Squared distance of every cell of a small window to the nearest cell that is not marked (exact, one pass per axis by
 * lower envelopes of parabolas). `isWalled`: cells just beyond the window count as not marked; otherwise there are none.
 */
export const squaredDistances = (
  marked: Uint8Array,
  columns: number,
  rows: number,
  isWalled: boolean,
): Float64Array => {
  const distances = new Float64Array(columns * rows);
  for (let column = 0; column < columns; column += 1) {
    const line = new Float64Array(rows);
    for (let row = 0; row < rows; row += 1) {
      line[row] = marked[row * columns + column] === 1 ? Infinity : 0;
    }
    const done = envelope(line, isWalled);
    for (let row = 0; row < rows; row += 1) distances[row * columns + column] = done[row] ?? 0;
  }
  for (let row = 0; row < rows; row += 1) {
    distances.set(envelope(distances.slice(row * columns, (row + 1) * columns), isWalled), row * columns);
  }
  return distances;
};

/** Per position, the least of value(q) + (position − q)² over all q; with `isWalled`, also of the ends just outside. */
const envelope = (values: Float64Array, isWalled: boolean): Float64Array => {
  const count = values.length;
  const sites: number[] = [];
  const starts: number[] = [];
  const valueAt = (q: number) => (q < 0 || q >= count ? 0 : (values[q] ?? Infinity));
  const add = (q: number): void => {
    const value = valueAt(q);
    if (value === Infinity) return;
    for (;;) {
      const top = sites.at(-1);
      if (top === undefined) {
        sites.push(q);
        starts.push(-Infinity);
        return;
      }
      const meets = (value + q * q - (valueAt(top) + top * top)) / (2 * (q - top));
      if (meets > (starts.at(-1) ?? -Infinity)) {
        sites.push(q);
        starts.push(meets);
        return;
      }
      sites.pop();
      starts.pop();
    }
  };
  if (isWalled) add(-1);
  for (let q = 0; q < count; q += 1) add(q);
  if (isWalled) add(count);
  const result = new Float64Array(count).fill(Infinity);
  if (sites.length === 0) return result;
  let k = 0;
  for (let position = 0; position < count; position += 1) {
    while ((starts[k + 1] ?? Infinity) <= position) k += 1;
    const site = sites[k] ?? 0;
    result[position] = valueAt(site) + (position - site) ** 2;
  }
  return result;
};
