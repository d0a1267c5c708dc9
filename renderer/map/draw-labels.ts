import { tokens } from '../ui/tokens.ts';
import type { Drawing, Sheet } from './canvas-overlay.ts';
import { boxAround, createRoom, placeFirst } from './label-layout.ts';
import type { Box, Room } from './label-layout.ts';
import type { MapArea, MapBuilding } from './map-objects.ts';
import { roadNames } from './road-names.ts';
import type { RoadLine } from './road-names.ts';

const GRID_LABELS_FROM_ZOOM = 17;
const COMMUNITY_LABELS_FROM_ZOOM = 14;
/** From near one division is named: the first of these that is on. */
const NAMED_FROM_NEAR = ['grid', 'dutyGrid', 'unitGrid'] as const;
export const BUILDING_LABELS_FROM_ZOOM = 18;
const ROAD_NAMES_FROM_ZOOM = 15;
const ROAD_FONT_PX = 12;
/** The same road is not named twice within this distance, which also keeps two carriageways to one name. */
const SAME_NAME_APART_PX = 260;

export interface Labels {
  readonly areas: readonly MapArea[];
  readonly buildings: readonly MapBuilding[];
  readonly selectedBuilding: MapBuilding | undefined;
  /** Names of the base map, as lines in pixels of the sheet. */
  readonly roads: readonly RoadLine[];
  /** What clusters, points and the pin occupy: labels yield to it. */
  readonly taken: readonly Box[];
}

interface TextLine {
  readonly text: string;
  readonly font: string;
  readonly colour: string;
  readonly lineHeight: number;
}

/** Draws text on a halo of paper, so that it reads on every ground. */
function write({ context }: Sheet, text: string, x: number, y: number, colour: string): void {
  context.lineJoin = 'round';
  context.strokeStyle = 'rgba(255, 255, 255, 0.92)';
  context.lineWidth = 3;
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

/** Nudges tried in turn when the place itself is taken. */
const AREA_NUDGES = [
  [0, 0],
  [0, -26],
  [0, 26],
  [-40, 0],
  [40, 0],
] as const;
/** The name of a building stands on it or nowhere. */
const NO_NUDGE = [[0, 0]] as const;

function placeBlock(
  sheet: Sheet,
  room: Room,
  at: { x: number; y: number },
  lines: readonly TextLine[],
  nudges: readonly (readonly [number, number])[],
): void {
  const { context, width, height } = sheet;
  if (at.x < -60 || at.y < -20 || at.x > width + 60 || at.y > height + 20) return;
  const widths = lines.map(({ text, font }) => {
    context.font = font;
    return context.measureText(text).width;
  });
  const total = lines.reduce((sum, line) => sum + line.lineHeight, 0);
  const spot = placeFirst(room, nudges, ([dx, dy]) => [
    boxAround(at.x + dx, at.y + dy, Math.max(...widths) + 6, total + 2),
  ]);
  if (spot === undefined) return;
  let y = at.y + spot[1] - total / 2;
  for (const { text, font, colour, lineHeight } of lines) {
    context.font = font;
    write(sheet, text, at.x + spot[0], y + lineHeight / 2, colour);
    y += lineHeight;
  }
}

function drawRoadNames(sheet: Sheet, room: Room, roads: readonly RoadLine[]): void {
  const { context } = sheet;
  const placed = new Map<string, { x: number; y: number }[]>();
  context.font = `400 ${String(ROAD_FONT_PX)}px ${tokens.type.family}`;
  for (const name of roadNames(roads, sheet, ROAD_FONT_PX)) {
    const others = placed.get(name.name) ?? [];
    if (others.some(({ x, y }) => Math.hypot(x - name.at.x, y - name.at.y) < SAME_NAME_APART_PX)) continue;
    if (!room.isFree(name.boxes)) continue;
    room.take(name.boxes);
    placed.set(name.name, [...others, name.at]);
    for (const { text, x, y, angle } of name.glyphs) {
      context.save();
      context.translate(x, y);
      context.rotate(angle);
      write(sheet, text, 0, 0, tokens.color.text2);
      context.restore();
    }
  }
}

function areaLines(area: MapArea, zoom: number): readonly TextLine[] {
  const px = area.kind === 'community' ? (zoom >= 15 ? 14 : 12) : 13;
  const title: TextLine = {
    text: area.name,
    font: `600 ${String(px)}px ${tokens.type.family}`,
    colour: tokens.map.community,
    lineHeight: px + 4,
  };
  if (area.note === undefined) return [title];
  return [
    title,
    { text: area.note, font: `400 12px ${tokens.type.family}`, colour: tokens.color.text2, lineHeight: 15 },
  ];
}

/** In the order of importance: selected building, areas, roads, buildings. Who comes later takes what room is left. */
export function* drawLabels(sheet: Sheet, labels: Labels): Drawing {
  const { context, zoom, toPx } = sheet;
  const room = createRoom();
  room.take(labels.taken);
  context.textAlign = 'center';
  context.textBaseline = 'middle';

  const nameBuilding = (building: MapBuilding, weight: 400 | 600): void => {
    placeBlock(
      sheet,
      room,
      toPx(building.labelPoint),
      [
        {
          text: building.name,
          font: `${String(weight)} 12px ${tokens.type.family}`,
          colour: tokens.color.text,
          lineHeight: 16,
        },
      ],
      NO_NUDGE,
    );
  };
  if (labels.selectedBuilding !== undefined) nameBuilding(labels.selectedBuilding, 600);

  const kind =
    (zoom >= GRID_LABELS_FROM_ZOOM &&
      NAMED_FROM_NEAR.find((near) => labels.areas.some((area) => area.kind === near))) ||
    'community';
  if (zoom >= COMMUNITY_LABELS_FROM_ZOOM) {
    for (const area of labels.areas) {
      if (area.kind === kind) placeBlock(sheet, room, toPx(area.labelPoint), areaLines(area, zoom), AREA_NUDGES);
    }
  }
  yield;
  if (zoom >= ROAD_NAMES_FROM_ZOOM) drawRoadNames(sheet, room, labels.roads);
  yield;
  if (zoom >= BUILDING_LABELS_FROM_ZOOM) {
    for (const building of labels.buildings) {
      if (building.id !== labels.selectedBuilding?.id) nameBuilding(building, 400);
    }
  }
}
