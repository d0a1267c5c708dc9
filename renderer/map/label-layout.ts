/** A box in pixels of the drawing. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export const boxAround = (x: number, y: number, width: number, height: number): Box => ({
  left: x - width / 2,
  top: y - height / 2,
  right: x + width / 2,
  bottom: y + height / 2,
});

const CELL_PX = 64;

/** Room on the map. Marks take theirs first, labels get what is left. A coarse grid keeps thousands of tests cheap. */
export interface Room {
  readonly isFree: (boxes: readonly Box[]) => boolean;
  readonly take: (boxes: readonly Box[]) => void;
}

export function createRoom(): Room {
  const cells = new Map<string, Box[]>();
  const cellsOf = (box: Box): readonly string[] => {
    const keys: string[] = [];
    for (let x = Math.floor(box.left / CELL_PX); x <= Math.floor(box.right / CELL_PX); x += 1) {
      for (let y = Math.floor(box.top / CELL_PX); y <= Math.floor(box.bottom / CELL_PX); y += 1)
        keys.push(`${String(x)} ${String(y)}`);
    }
    return keys;
  };
  const collide = (one: Box, other: Box): boolean =>
    one.left < other.right && one.right > other.left && one.top < other.bottom && one.bottom > other.top;
  return {
    isFree: (boxes) =>
      !boxes.some((box) => cellsOf(box).some((cell) => cells.get(cell)?.some((taken) => collide(box, taken)))),
    take: (boxes) => {
      for (const box of boxes) {
        for (const cell of cellsOf(box)) {
          const list = cells.get(cell);
          if (list === undefined) cells.set(cell, [box]);
          else list.push(box);
        }
      }
    },
  };
}

/** Takes the room for the first variant that fits and says which it was. */
export function placeFirst<Variant>(
  room: Room,
  variants: readonly Variant[],
  boxesOf: (variant: Variant) => readonly Box[],
): Variant | undefined {
  const found = variants.find((variant) => room.isFree(boxesOf(variant)));
  if (found !== undefined) room.take(boxesOf(found));
  return found;
}
