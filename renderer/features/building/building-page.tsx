import { useEffect, useMemo, useRef, useState } from 'react';
import type { JSX } from 'react';
import { mayWrite, mayWriteType } from '../../../shared/access/rights.ts';
import type { BuildingDocument } from '../../../shared/domain/building.ts';
import { isUnder } from '../../../shared/domain/codes.ts';
import type { User } from '../../../shared/domain/staff.ts';
import type { RoomStock, StockKind } from '../../../shared/stock/rows.ts';
import { useLive, useWorkstation } from '../../data/hooks.ts';
import type { BuildingFigures } from '../../data/stock/api.ts';
import { areaWords, type AreaWords } from '../../lib/area-words.ts';
import { useReady } from '../../lib/readiness.ts';
import { shanghaiDay } from '../../lib/shanghai-time.ts';
import { useNow } from '../../lib/use-now.ts';
import { ActNote } from '../../records/act-note.tsx';
import { useAction } from '../../records/use-action.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHead } from '../../ui/frame/page-head.tsx';
import { IconMap, IconPrint } from '../../ui/icons.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { NoRightState } from '../../ui/no-right-state.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { useShortcuts } from '../../ui/shortcuts.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import type { BuildingAct, RoomAct } from './acts.ts';
import { BuildingDialogs } from './building-dialogs.tsx';
import { careWords, COLOURING_NAMES, COLOURINGS, type Colouring } from './colouring.ts';
import { Legend } from './legend.tsx';
import { pictureOf, type Picture } from './picture.ts';
import { RoomGrid } from './room-grid.tsx';
import { RoomPanel } from './room-panel.tsx';
import { buildingTitle } from './room-words.ts';
import { useBuilding } from './use-building.ts';
import './building.css';

export interface BuildingPageProps {
  /** '' when only the room is known. */
  readonly id: string;
  readonly room: string | undefined;
  readonly onRoom: (building: string, room: string | undefined) => void;
  readonly onOpen: (kind: StockKind, id: string) => void;
  readonly onShowOnMap: (id: string) => void;
  readonly onBack: () => void;
}

/** 楼栋图: a building as floor × room, coloured by what one wants to see. */
export function BuildingPage(props: BuildingPageProps): JSX.Element {
  const { id, room, onBack } = props;
  const { user, areas } = useWorkstation();
  const { building, rooms, figures } = useBuilding(id, room);
  const words = areaWords(useLive(areas) ?? []);
  const isKnown = building !== undefined && rooms !== undefined;
  useReady('building', isKnown || building === null);
  if (building === null) return <NoRightState myScope={words.scopeWords(user.posts[0]?.scope ?? '')} onBack={onBack} />;
  if (!isKnown) return <Skeleton label="正在读取这幢楼" rows={8} />;
  return <KnownBuilding {...props} building={building} rooms={rooms} figures={figures} />;
}

interface KnownBuildingProps extends BuildingPageProps {
  readonly building: BuildingDocument;
  readonly rooms: readonly RoomStock[];
  readonly figures: BuildingFigures | undefined;
}

/** Rooms lie where their building lies: whoever writes rooms there may make them. */
const isUnderPost = (user: User, scope: string): boolean => user.posts.some((post) => isUnder(scope, post.scope));

/** 上港第一 / 01 网格 */
const placeWords = (words: AreaWords, scope: string): string =>
  `${words.nameOf(scope.slice(0, 12))} / ${words
    .fullNameOf(scope)
    .replace(words.nameOf(scope.slice(0, 12)), '')
    .trim()}`;

/** 6 层 · 4 单元 · 72 室 · 68 户 171 人 */
function figureWords(building: BuildingDocument, picture: Picture, figures: BuildingFigures | undefined): string {
  const units = picture.units.filter(({ unit }) => unit !== '无').length;
  const levels = building.levels ?? picture.floors.filter(({ floor }) => floor > 0).length;
  return [
    levels > 0 ? `${String(levels)} 层` : '',
    units > 0 ? `${String(units)} 单元` : '',
    `${String(picture.roomCount)} 室`,
    figures === undefined
      ? `${String(picture.people)} 人`
      : `${String(figures.households)} 户 ${String(picture.people)} 人`,
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function KnownBuilding(props: KnownBuildingProps): JSX.Element {
  const { building, rooms, figures, room: openId, onRoom, onBack } = props;
  const { areas, catalogs, clock, user } = useWorkstation();
  const today = shanghaiDay(useNow(clock.nowMs, 60_000));
  const words = areaWords(useLive(areas) ?? []);
  const tags = useLive(catalogs.tags) ?? [];
  const picture = useMemo(() => pictureOf(rooms), [rooms]);
  const first = picture.floors[0]?.units.flat().find((slot) => slot.rooms.length > 0)?.rooms[0]?.id ?? '';
  const [colouring, setColouring] = useState<Colouring>('use');
  const [stood, setStood] = useState(openId ?? first);
  const current = rooms.some(({ id }) => id === stood) ? stood : first;
  const title = buildingTitle(building);
  const place = placeWords(words, building.scope);
  const [act, setAct] = useState<BuildingAct>();
  const [roomAct, setRoomAct] = useState<RoomAct>();
  const action = useAction();
  const mayRooms = mayWriteType(user, 'room') && isUnderPost(user, building.scope);
  const mayBuilding = mayWrite(user, building, building) === 'allowed';
  const start = (asked: BuildingAct): void => {
    action.clear();
    setAct(asked);
  };
  const main = useRef<HTMLDivElement>(null);

  const toCell = (id: string): void => {
    main.current?.querySelector<HTMLElement>(`[data-room="${CSS.escape(id)}"]`)?.focus();
  };
  const closeDrawer = (): void => {
    onRoom(building._id, undefined);
    toCell(current);
  };
  const open = (id: string): void => {
    onRoom(building._id, id);
  };
  /** With the drawer open it follows the arrows. */
  const walkTo = (id: string): void => {
    setStood(id);
    if (openId !== undefined && openId !== id) open(id);
  };
  useEffect(() => {
    toCell(current);
    // Once, when the page opens: focus never jumps because data arrived.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only on opening
  }, []);
  useShortcuts([
    { keys: 'ArrowRight', print: '← → ↑ ↓', label: '在房间间移动', group: '楼栋图', inStatusBar: true },
    { keys: 'Enter', label: '打开户', group: '楼栋图', inStatusBar: true },
    ...COLOURINGS.map((each, at) => ({
      keys: String(at + 1),
      print: '1–4',
      label: '切换着色',
      group: '楼栋图',
      inStatusBar: true,
      run: () => {
        setColouring(each);
      },
    })),
    {
      keys: 'Escape',
      label: openId === undefined ? '返回' : '关闭抽屉',
      group: '楼栋图',
      run: () => {
        if (openId === undefined) onBack();
        else closeDrawer();
      },
    },
    ...(picture.roomCount > 0
      ? [
          ...(mayRooms
            ? [
                {
                  keys: 'E',
                  label: '编辑',
                  group: '楼栋图',
                  inStatusBar: true,
                  run: () => {
                    if (openId === undefined) open(current);
                    setRoomAct({ kind: 'edit' });
                  },
                },
              ]
            : []),
          {
            keys: 'P',
            label: '打印',
            group: '楼栋图',
            inStatusBar: true,
            run: () => {
              start('print');
            },
          },
        ]
      : []),
  ]);
  const item = (key: BuildingAct, label: string): MenuItem => ({
    key,
    label,
    onPick: () => {
      start(key);
    },
  });
  const more = [
    ...(mayRooms ? [item('makeRooms', '生成房间'), item('addRoom', '加一室')] : []),
    ...(mayBuilding ? [item('rename', '更名')] : []),
  ];
  return (
    <>
      <PageHead
        title={
          <>
            <span className="building-path">{place} / </span>
            {title} 楼栋图
          </>
        }
        note={figureWords(building, picture, figures)}
        acts={
          <>
            <RadioGroup
              label="着色"
              look="segmented"
              value={colouring}
              options={COLOURINGS.map((value) => ({ value, label: COLOURING_NAMES[value] }))}
              onChange={setColouring}
            />
            <Button
              icon={<IconMap size={16} />}
              onClick={() => {
                props.onShowOnMap(building._id);
              }}
            >
              地图
            </Button>
            {picture.roomCount > 0 && (
              <Button
                icon={<IconPrint />}
                keyHint="P"
                onClick={() => {
                  start('print');
                }}
              >
                打印
              </Button>
            )}
            {more.length > 0 && <Menu label="更多办理" button="更多" align="right" items={more} />}
          </>
        }
      />
      <ActNote done={action.done} trouble={action.trouble} onGone={action.clear} />
      <div className="building-page" data-drawer={openId !== undefined || undefined}>
        <div className="building-main" ref={main}>
          {picture.roomCount === 0 ? (
            <EmptyState
              kind="none"
              title="这幢楼还没有房间"
              acts={
                mayRooms && (
                  <>
                    <Button
                      kind="primary"
                      onClick={() => {
                        start('makeRooms');
                      }}
                    >
                      生成房间
                    </Button>
                    <Button
                      onClick={() => {
                        start('addRoom');
                      }}
                    >
                      加一室
                    </Button>
                  </>
                )
              }
            >
              {mayRooms
                ? '按规则生成（如 1–18 层、每层 01–04），再逐室改正；也可以一室一室加。'
                : '由社区受理员按规则生成后，会出现在这里。'}
            </EmptyState>
          ) : (
            <>
              <Legend colouring={colouring} rooms={rooms} today={today} />
              <RoomGrid
                label={title}
                picture={picture}
                colouring={colouring}
                today={today}
                careOf={(codes) => careWords(codes, tags)}
                current={current}
                onCurrent={walkTo}
                open={openId}
                onOpen={open}
              />
            </>
          )}
        </div>
        {openId !== undefined && (
          <RoomPanel
            key={openId}
            building={building}
            id={openId}
            row={rooms.find((each) => each.id === openId)}
            today={today}
            act={roomAct}
            onAct={setRoomAct}
            onClose={closeDrawer}
            onOpen={props.onOpen}
          />
        )}
      </div>
      {act !== undefined && (
        <BuildingDialogs
          act={act}
          building={building}
          picture={picture}
          colouring={colouring}
          today={today}
          note={`${place} · ${figureWords(building, picture, figures)} · ${today}`}
          onDone={action.setDone}
          onClose={() => {
            setAct(undefined);
          }}
        />
      )}
    </>
  );
}
