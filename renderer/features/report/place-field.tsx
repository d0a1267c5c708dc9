import { useState } from 'react';
import type { JSX } from 'react';
import type { BuildingDocument } from '../../../shared/domain/building.ts';
import type { Place } from '../../../shared/domain/case.ts';
import { Combobox } from '../../ui/combobox.tsx';
import { IconPlace } from '../../ui/icons.tsx';
import { Shape } from '../../ui/shape.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { PlaceFinder } from './describe-place.ts';

export interface PlaceFieldProps {
  readonly value: Place | undefined;
  readonly onChange: (place: Place) => void;
  readonly finder: PlaceFinder;
  /** 在我的网格内, or whose it is. */
  readonly whose: { readonly isOwn: boolean; readonly words: string } | undefined;
  readonly error: string | undefined;
  readonly onToMap: () => void;
  /** A place was found by this field, which takes another form now: the hand goes on to the next field. */
  readonly onChosen: () => void;
}

/** Words for a position that the device does not give (DOM codes 1 to 3). */
const POSITION_TROUBLE: Readonly<Record<number, string>> = {
  1: '浏览器没有允许取位置。在图上点，或输楼名。',
  2: '这台设备现在给不出位置。在图上点，或输楼名。',
  3: '取位置太久没有结果。在图上点，或输楼名。',
};

export function PlaceField({ value, onChange, finder, whose, error, onToMap, onChosen }: PlaceFieldProps): JSX.Element {
  const [trouble, setTrouble] = useState<string>();
  const [isLocating, setLocating] = useState(false);
  /** The place that is to be changed; any other place, from wherever it comes, ends the changing. */
  const [changedFrom, setChangedFrom] = useState<Place>();
  const isChanging = value !== undefined && changedFrom === value;

  const locate = (button: HTMLElement): void => {
    setLocating(true);
    setTrouble(undefined);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setLocating(false);
        const place = finder.placeAt([coords.longitude, coords.latitude], 'gnss', coords.accuracy);
        if (place === undefined) setTrouble('当前位置不在本街道的网格里。在图上点，或输楼名。');
        else {
          // Whoever has gone on meanwhile is not called back.
          const isWaiting = document.activeElement === button;
          onChange(place);
          if (isWaiting) onChosen();
        }
      },
      ({ code }) => {
        setLocating(false);
        setTrouble(POSITION_TROUBLE[code] ?? POSITION_TROUBLE[2]);
      },
      { enableHighAccuracy: true, timeout: 10_000, maximumAge: 30_000 },
    );
  };

  const label = (
    <>
      <b>2</b>位置
    </>
  );
  const byPosition = 'geolocation' in navigator && (
    <button
      type="button"
      className="ui-link"
      onClick={(event) => {
        locate(event.currentTarget);
      }}
      aria-disabled={isLocating}
    >
      {isLocating ? '正在取位置…' : '用当前位置'}
    </button>
  );
  const byMap = (
    <button type="button" className="ui-link" onClick={onToMap}>
      在图上点
    </button>
  );

  if (value !== undefined && !isChanging) {
    return (
      <div className="report-field">
        <TextField
          label={label}
          aside={
            whose !== undefined && (
              <span className={whose.isOwn ? 'report-whose ui-tone-ok' : 'report-whose ui-tone-warn'}>
                <Shape name={whose.isOwn ? 'circle' : 'flag'} /> {whose.words}
              </span>
            )
          }
          size="large"
          icon={<IconPlace size={18} />}
          value={value.address}
          maxLength={200}
          onChange={(address) => {
            onChange({ ...value, address });
          }}
          required
          error={error ?? trouble}
          hint={
            value.accuracyMetres === undefined ? undefined : `定位误差 ${String(Math.round(value.accuracyMetres))} 米`
          }
          tail={
            <span className="report-place-acts">
              <button
                type="button"
                className="ui-link"
                onClick={() => {
                  setChangedFrom(value);
                }}
              >
                换一处
              </button>
              {byMap}
            </span>
          }
        />
      </div>
    );
  }
  return (
    <div className="report-field">
      <Combobox<BuildingDocument>
        label={label}
        aside={
          <span className="report-place-acts">
            {byMap}
            {byPosition}
          </span>
        }
        size="large"
        value={undefined}
        onChange={(building) => {
          const place = finder.placeOf(building);
          if (place === undefined) return;
          onChange(place);
          onChosen();
        }}
        search={(typed) => finder.buildingsFor(typed)}
        source={finder}
        itemId={(building) => building._id}
        itemText={(building) => building.name}
        placeholder="楼名，如 上港小区 29幢；或在图上点"
        nothingFound="没有这个楼名，在图上点也可以。"
        required
        autoFocus={isChanging}
        error={error ?? trouble}
      />
    </div>
  );
}
