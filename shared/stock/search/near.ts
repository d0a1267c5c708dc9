/**
 * Whether two texts differ by one slip: a wrong character, one too many, one too few, or two neighbours swapped. `part` compares what is typed with the beginning or the
 * end of a longer field.
 */
export type Part = 'whole' | 'beginning' | 'end';

type Codes = ArrayLike<number>;

/** From the front: how the rest must go on after the first difference. */
function fromFront(codes: Codes, from: number, to: number, typed: readonly number[], open: boolean): boolean {
  const length = to - from;
  const size = typed.length;
  let same = 0;
  while (same < size && same < length && codes[from + same] === typed[same]) same += 1;
  const fits = (fieldAt: number, typedAt: number): boolean => {
    const rest = size - typedAt;
    if (open ? length - fieldAt < rest : length - fieldAt !== rest) return false;
    for (let at = 0; at < rest; at += 1) if (codes[from + fieldAt + at] !== typed[typedAt + at]) return false;
    return true;
  };
  if (fits(same + 1, same + 1)) return true;
  if (fits(same, same + 1) || fits(same + 1, same)) return true;
  return (
    same + 1 < size &&
    codes[from + same] === typed[same + 1] &&
    codes[from + same + 1] === typed[same] &&
    fits(same + 2, same + 2)
  );
}

function fromBehind(codes: Codes, from: number, to: number, typed: readonly number[]): boolean {
  const length = to - from;
  const size = typed.length;
  let same = 0;
  while (same < size && same < length && codes[to - 1 - same] === typed[size - 1 - same]) same += 1;
  const fits = (fieldAt: number, typedAt: number): boolean => {
    const rest = size - typedAt;
    if (length - fieldAt < rest) return false;
    for (let at = 0; at < rest; at += 1) {
      if (codes[to - 1 - fieldAt - at] !== typed[size - 1 - typedAt - at]) return false;
    }
    return true;
  };
  if (fits(same + 1, same + 1)) return true;
  if (fits(same, same + 1) || fits(same + 1, same)) return true;
  return (
    same + 1 < size &&
    codes[to - 1 - same] === typed[size - 2 - same] &&
    codes[to - 2 - same] === typed[size - 1 - same] &&
    fits(same + 2, same + 2)
  );
}

/** The field is the codes at [from, to). */
export function isNear(codes: Codes, from: number, to: number, typed: readonly number[], part: Part): boolean {
  const over = to - from - typed.length;
  if (over < -1 || (part === 'whole' && over > 1)) return false;
  return part === 'end' ? fromBehind(codes, from, to, typed) : fromFront(codes, from, to, typed, part === 'beginning');
}

/**
 * What a field within one slip of `typed` (three codes or more) must hold, at least one of these: a slip lies in one half and leaves the other as it is, at its end of the
 * field or one place off; or it swaps the two codes between the halves.
 */
export function nearPatterns(typed: readonly number[], part: Part): readonly (readonly number[])[] {
  const middle = part === 'end' ? Math.ceil(typed.length / 2) : Math.floor(typed.length / 2);
  const [left, right] = [typed.slice(0, middle), typed.slice(middle)];
  const swapped = [...typed];
  [swapped[middle - 1], swapped[middle]] = [swapped[middle] ?? 0, swapped[middle - 1] ?? 0];
  return part === 'end' ? [left, [...right, 0], [...swapped, 0]] : [[0, ...left], right, [0, ...swapped]];
}
